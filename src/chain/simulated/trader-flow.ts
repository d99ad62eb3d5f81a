import { KeyedRandom } from '../../common/random.js';
import { tokenOf } from '../../tokens/tokens.js';
import { venueOf } from '../../venues/registry.js';
import type { Price } from '../../venues/venue.js';
import { swap, type LegExecution } from './executor.js';
import { ReferencePath } from './reference-path.js';
import type { SimPool } from './sim-pool.js';

/** At most this many swaps in a slot, each with this probability. */
const TRADERS_PER_SLOT = 2;
const TRADE_PROBABILITY = 0.5;
/** From this distance to the reference price on, everybody trades towards it. */
const CERTAIN_GAP = 0.004;
/** The largest swap by whim, as a share of what the pool holds. */
const WHIM_SHARE = 0.002;
/** How much of the distance a swap towards the reference price closes, and the largest swap. */
const CLOSING = 0.5;
const MAX_SHARE = 0.02;
/** What is tried first to see how far it moves the price. */
const PROBE_SHARE = 0.0005;

/** The other traders: a few real swaps per slot, a function of seed and slot (and of the pools as they then are). */
export class TraderFlow {
  private readonly path: ReferencePath;

  constructor(private readonly seed: string) {
    this.path = new ReferencePath(seed);
  }

  /** The swaps of a slot, each on the pools as the one before leaves them. `now`: whole seconds of chain time. */
  trades(pools: readonly SimPool[], slot: number, now: number): LegExecution[] {
    const random = new KeyedRandom(this.seed, 'flow', slot);
    const current = [...pools];
    const done: LegExecution[] = [];
    for (let trader = 0; trader < TRADERS_PER_SLOT && current.length > 0; trader++) {
      if (random.next() >= TRADE_PROBABILITY) continue;
      const index = Math.floor(random.next() * current.length);
      const pool = current[index] as SimPool;
      const trade = this.trade(pool, slot, now, random);
      if (!trade) continue;
      current[index] = trade.after;
      done.push(trade);
    }
    return done;
  }

  private trade(pool: SimPool, slot: number, now: number, random: KeyedRandom): LegExecution | undefined {
    const [a, b] = pool.tokens;
    const price = ratio(venueOf(pool.venue).price(pool.state));
    const scale = Number(10n ** BigInt(tokenOf(a).decimals)) / Number(10n ** BigInt(tokenOf(b).decimals));
    const gap = this.path.price(a, slot) / this.path.price(b, slot) / (price * scale) - 1;
    const pull = Math.max(-1, Math.min(1, gap / CERTAIN_GAP));
    const aToB = random.next() >= 0.5 + pull / 2;
    const whim = random.next();

    const [holdsA, holdsB] = venueOf(pool.venue).holdings(pool.state).map(Number) as [number, number];
    const depth = aToB ? Math.max(holdsA, holdsB / price) : Math.max(holdsB, holdsA * price);
    const closing = aToB === gap < 0 ? closingShare(pool, { aToB, depth, price, gap, now }) : 0;
    const amountIn = share(depth, Math.min(MAX_SHARE, WHIM_SHARE * whim * whim * whim + closing));
    if (amountIn <= 0n) return undefined;
    const [fromToken, toToken] = aToB ? [a, b] : [b, a];
    const trade = swap(pool, { pool: pool.id, venue: pool.venue, fromToken, toToken, amountIn }, amountIn, now);
    return typeof trade === 'string' ? undefined : trade;
  }
}

interface Situation {
  readonly aToB: boolean;
  /** What the pool could take, roughly, in base units of the token sold. */
  readonly depth: number;
  readonly price: number;
  readonly gap: number;
  readonly now: number;
}

/** The share of the depth that brings the price nearer to the reference, judged by what a small swap does to it. */
function closingShare(pool: SimPool, { aToB, depth, price, gap, now }: Situation): number {
  const probe = share(depth, PROBE_SHARE);
  if (probe <= 0n) return 0;
  const quote = venueOf(pool.venue).quote(pool.state, { aToB, amountIn: probe, now });
  if (!quote.ok) return 0;
  const moved = Math.abs(ratio(quote.priceAfter) / price - 1);
  // Within a bin the price stands still.
  return moved === 0 ? 20 * PROBE_SHARE : (PROBE_SHARE * CLOSING * Math.abs(gap)) / moved;
}

function share(depth: number, part: number): bigint {
  return BigInt(Math.floor(depth * part));
}

function ratio({ numerator, denominator }: Price): number {
  return Number(numerator) / Number(denominator);
}
