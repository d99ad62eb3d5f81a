import { KeyedRandom } from '../../src/common/random.js';
import { clmmPool, clmmOfTicks } from '../../src/venues/raydium-clmm/clmm-pool.js';
import { cpmmPool } from '../../src/venues/raydium-cpmm/cpmm-state.js';
import { dammPool } from '../../src/venues/meteora-damm-v2/damm-pool.js';
import { dlmmPool } from '../../src/venues/meteora-dlmm/dlmm-pool.js';
import type { Pool, Price } from '../../src/venues/venue.js';

/** A market and what is to be routed through it. */
export interface RandomMarket {
  readonly pools: readonly Pool[];
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  readonly now: number;
}

/** What a random market looks like. */
export interface MarketShape {
  readonly tokens: number;
  /** Fewest and most pools. */
  readonly pools: readonly [number, number];
  /** Tiny pools, gaps, pools that refuse, equal pools, dust and amounts near the liquidity. */
  readonly nasty: boolean;
  /** Tokens that most pools have on one side, as SOL and the dollars are; 0: pools join any two tokens alike. */
  readonly hubs: number;
}

export const NOW = 1_800_000_000;
const FEES = [10, 50, 100, 250, 400, 500, 1_000, 2_000, 2_500, 5_000, 10_000] as const;
const MAKERS = ['raydium-cpmm', 'raydium-clmm', 'meteora-damm-v2', 'meteora-dlmm'] as const;

/**
 * A market drawn from a seed. Each token has a value, and a pool's price strays from the values' ratio by less than its
 * fee, so that no cycle of swaps makes a profit, as arbitrage leaves markets.
 */
export function randomMarket(seed: string, index: number, shape: MarketShape): RandomMarket {
  const random = new KeyedRandom(seed, 'market', index);
  const draw = new Draw(random);
  const tokens = Array.from({ length: shape.tokens }, (_, n) => ({
    symbol: `T${n}`,
    // Value of one base unit: tokens of 5 to 9 decimals worth 1e-5 to 1e3.
    value: 10 ** draw.between(-9, -5),
  }));
  const count = draw.integer(...shape.pools);
  const pools: Pool[] = [];
  for (let n = 0; n < count; n += 1) {
    const previous = pools.at(-1);
    if (shape.nasty && previous && draw.chance(0.06)) {
      pools.push({ ...previous, id: `p${n}` });
      continue;
    }
    const hub = shape.hubs > 0 && draw.chance(0.85);
    const one = hub ? shape.tokens - draw.integer(1, shape.hubs) : draw.integer(0, tokens.length - 1);
    const other = (one + draw.integer(1, tokens.length - 1)) % tokens.length;
    const [a, b] = [tokens[one], tokens[other]] as const;
    if (!a || !b) continue;
    const venue = draw.of(MAKERS);
    const feePpm = draw.of(FEES);
    const stray = draw.between(-0.9, 0.9) * feePpm * 1e-6;
    const price = (a.value / b.value) * (1 + stray);
    const depth = 10 ** (shape.nasty && draw.chance(0.1) ? draw.between(-5, 2) : draw.between(hub ? 4.5 : 2, 7));
    pools.push({
      id: `p${n}`,
      venue,
      tokens: [a.symbol, b.symbol],
      state: STATES[venue](draw, {
        price,
        worth: BigInt(Math.ceil(depth / b.value)) + 10n,
        feePpm,
        nasty: shape.nasty,
      }),
    });
  }
  const [from, to] = tokens;
  const size =
    10 ** (shape.nasty && draw.chance(0.15) ? draw.between(-9, -1) : draw.between(-1, shape.hubs > 0 ? 4.5 : 6.5));
  const amountIn = BigInt(Math.ceil(size / (from?.value ?? 1)));
  return { pools, fromToken: 'T0', toToken: to?.symbol ?? 'T1', amountIn, now: NOW };
}

interface Figures {
  readonly price: number;
  readonly worth: bigint;
  readonly feePpm: number;
  readonly nasty: boolean;
}

const STATES: Record<(typeof MAKERS)[number], (draw: Draw, figures: Figures) => unknown> = {
  'raydium-cpmm': (_, { price, worth, feePpm }) =>
    cpmmPool({ reserveA: BigInt(Math.ceil(Number(worth) / price)) + 1n, reserveB: worth, feePpm: BigInt(feePpm) }),
  'raydium-clmm': (draw, { price, worth, feePpm, nasty }) => {
    const positions = Array.from({ length: draw.integer(1, 6) }, () => {
      const centre = price * (nasty ? 1 + draw.between(-0.05, 0.05) : 1);
      const width = 10 ** draw.between(-2, 0.5);
      return {
        lower: fraction(centre / (1 + width)),
        upper: fraction(centre * (1 + width) + price * 0.01),
        value: worth / BigInt(draw.integer(1, 6)) + 1n,
      };
    });
    const state = clmmPool({
      price: fraction(price),
      feePpm: BigInt(feePpm),
      tickSpacing: draw.of([1, 10, 60]),
      positions: nasty ? positions : [...positions, wide(price, worth)],
    });
    return clmmOfTicks({ ...state, ticks: state.ticks.map(({ index, liquidityNet }) => [index, liquidityNet]) });
  },
  'meteora-damm-v2': (draw, { price, worth, feePpm, nasty }) => {
    const state = dammPool({
      price: fraction(price),
      amountB: worth,
      fee: BigInt(feePpm) * 1_000n,
      feeMode: draw.of(['output', 'only-b']),
      ...(draw.chance(0.3) ? { range: [fraction(price / 1.5), fraction(price * 1.5)] as const } : {}),
      volatilityControl: draw.of([0n, 0n, 5_000n]),
    });
    return nasty && draw.chance(0.08) ? { ...state, enabled: false } : state;
  },
  'meteora-dlmm': (draw, { price, worth, feePpm, nasty }) => {
    const binStep = draw.of([1, 5, 10, 25, 100]);
    const made = dlmmPool({
      price: fraction(price),
      binStep,
      binsEachSide: draw.integer(1, 69),
      value: worth * 2n + 1_000n,
      // A bin's price is off by up to half a step more; the fee must cover that.
      fee: BigInt(feePpm + 51 * binStep) * 1_000n,
      feeMode: draw.of(['input', 'only-y']),
      volatilityControl: draw.of([0n, 0n, 10_000n]),
    });
    if (!nasty) return made;
    const bins = made.bins.map((bin) => {
      if (draw.chance(0.1)) return { ...bin, x: 0n, y: 0n };
      return draw.chance(0.3) ? { ...bin, x: (bin.x * BigInt(draw.integer(1, 3_000))) / 1_000n } : bin;
    });
    const vaultX = bins.reduce((sum, bin) => sum + bin.x, 0n);
    const short = draw.chance(0.05) ? 2n : 1n;
    return { ...made, bins, vaultX, vaultY: made.vaultY / short, enabled: !draw.chance(0.04) };
  },
};

function wide(price: number, worth: bigint) {
  return { lower: fraction(price / 50), upper: fraction(price * 50), value: worth };
}

/** A fraction close to a double, whatever its magnitude. */
function fraction(value: number): Price {
  const exponent = Math.floor(Math.log10(value));
  const digits = BigInt(Math.round((value / 10 ** exponent) * 1e15));
  const shift = 15 - exponent;
  return shift >= 0
    ? { numerator: digits, denominator: 10n ** BigInt(shift) }
    : { numerator: digits * 10n ** BigInt(-shift), denominator: 1n };
}

class Draw {
  constructor(private readonly random: KeyedRandom) {}

  between(low: number, high: number): number {
    return low + (high - low) * this.random.next();
  }

  integer(low: number, high: number): number {
    return low + Math.floor(this.random.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)] as T;
  }
}
