import { KeyedRandom } from '../../common/random.js';
import { tokenOf } from '../../tokens/tokens.js';
import type { Price } from '../../venues/venue.js';
import { addressOf } from './keys.js';
import { POOL_MAKERS } from './pool-makers.js';
import { ReferencePath } from './reference-path.js';
import { SimPool } from './sim-pool.js';

/** Venue, A, B, whole B in the pool, fee in ppm, tick spacing or bin step where the venue has one. */
type Listing = readonly [keyof typeof POOL_MAKERS, string, string, number, number, number?];

/** Sizes and fees like mainnet's. */
const LISTINGS: readonly Listing[] = [
  ['raydium-cpmm', 'SOL', 'USDC', 6_553_287, 2_500],
  ['raydium-cpmm', 'SOL', 'USDC', 1_240_000, 500],
  ['raydium-clmm', 'SOL', 'USDC', 5_120_000, 400, 1],
  ['meteora-damm-v2', 'SOL', 'USDC', 2_870_000, 1_000],
  ['meteora-dlmm', 'SOL', 'USDC', 1_930_000, 400, 20],
  ['raydium-cpmm', 'SOL', 'USDT', 3_410_000, 2_500],
  ['raydium-clmm', 'SOL', 'USDT', 1_060_000, 500, 10],
  ['meteora-damm-v2', 'SOL', 'USDT', 920_000, 1_000],
  ['raydium-cpmm', 'USDT', 'USDC', 8_150_000, 100],
  ['raydium-clmm', 'USDT', 'USDC', 3_700_000, 100, 1],
  ['meteora-damm-v2', 'USDT', 'USDC', 4_300_000, 100],
  ['meteora-dlmm', 'USDT', 'USDC', 2_250_000, 50, 1],
  ['raydium-cpmm', 'JUP', 'USDC', 1_120_000, 2_500],
  ['meteora-damm-v2', 'JUP', 'USDC', 640_000, 2_000],
  ['meteora-dlmm', 'JUP', 'USDC', 380_000, 2_000, 25],
  ['raydium-cpmm', 'JUP', 'SOL', 5_300, 2_500],
  ['raydium-cpmm', 'RAY', 'USDC', 2_680_000, 2_500],
  ['raydium-clmm', 'RAY', 'USDC', 740_000, 2_500, 60],
  ['meteora-damm-v2', 'RAY', 'USDC', 510_000, 2_500],
  ['raydium-cpmm', 'RAY', 'SOL', 21_400, 2_500],
  ['meteora-damm-v2', 'RAY', 'SOL', 2_900, 2_000],
  ['raydium-cpmm', 'BONK', 'USDC', 460_000, 2_500],
  ['raydium-cpmm', 'BONK', 'SOL', 8_700, 2_500],
  ['meteora-damm-v2', 'BONK', 'SOL', 3_600, 2_500],
  ['meteora-dlmm', 'BONK', 'SOL', 1_450, 2_500, 50],
  ['raydium-cpmm', 'mSOL', 'SOL', 17_900, 100],
  ['raydium-clmm', 'mSOL', 'SOL', 8_200, 100, 1],
  ['meteora-damm-v2', 'mSOL', 'SOL', 9_400, 100],
  ['raydium-cpmm', 'mSOL', 'USDC', 980_000, 2_500],
];

/** How far a pool's price and depth may be from the listing's, as a fraction. */
const PRICE_SPREAD = 0.0015;
const DEPTH_SPREAD = 0.03;
/** Pairs that hold a peg are closer together. */
const PEGGED: ReadonlySet<string> = new Set(['USDT/USDC', 'mSOL/SOL']);
const PEGGED_SPREAD = 0.0001;

/** The pools that the chain begins with, a function of the seed; the first listing is exactly as listed. */
export function startMarket(seed: string): SimPool[] {
  const path = new ReferencePath(seed);
  return LISTINGS.map(([venue, a, b, depth, feePpm, step = 0], index) => {
    const random = new KeyedRandom(seed, 'market', index);
    const stray = (spread: number): number => (index === 0 ? 1 : 1 + spread * (2 * random.next() - 1));
    const price = path.startPrice(a) / path.startPrice(b);
    const amountB = fraction(depth * stray(DEPTH_SPREAD), tokenOf(b).decimals, 0);
    const state = POOL_MAKERS[venue]({
      price: fraction(
        price * stray(PEGGED.has(`${a}/${b}`) ? PEGGED_SPREAD : PRICE_SPREAD),
        tokenOf(b).decimals,
        tokenOf(a).decimals,
      ),
      amountB: amountB.numerator / amountB.denominator,
      feePpm: BigInt(feePpm),
      step,
    });
    return new SimPool(addressOf(seed, `${venue}/${a}/${b}/${index}`), venue, [a, b], state);
  });
}

/** Whole B per whole A → base units of B per base unit of A. */
function fraction(value: number, decimalsB: number, decimalsA: number): Price {
  return {
    numerator: BigInt(Math.round(value * 1e12)) * 10n ** BigInt(decimalsB),
    denominator: 10n ** (12n + BigInt(decimalsA)),
  };
}
