import { marginalOutput } from '../../venues/segment.js';
import { venueOf } from '../../venues/registry.js';
import { bestCycleInput } from './cycle-input.js';
import { swap, type LegExecution } from './executor.js';
import type { SimPool } from './sim-pool.js';
import { pairKey, tokenRings, type TokenRing } from './token-rings.js';

/** Rings looked at, and rings traded around, in one slot at most. */
const LOOKS_PER_SLOT = 4;
const CYCLES_PER_SLOT = 2;
/** What going around must gain at the margin, fees paid. */
const LEAST_GAIN = 1.0001;
/** The largest swap, as a share of what the pool holds. */
const MAX_SHARE = 0.02;

/** A pool for one step of a ring. */
interface Step {
  readonly pool: SimPool;
  readonly aToB: boolean;
  /** Base units bought for one more base unit sold, after fees. */
  readonly rate: number;
}

/** Keeps pools near one another, for profit: a function of the pools, the slot and what the slot has changed. */
export class Arbitrageur {
  private rings: readonly TokenRing[] | undefined;

  /**
   * The swaps of a slot, each on the pools as the one before leaves them.
   * @param changed pools that the slot has changed so far: their rings are looked at first, the others in turn
   * @param now whole seconds of chain time
   */
  trades(pools: readonly SimPool[], slot: number, now: number, changed: Iterable<SimPool>): LegExecution[] {
    this.rings ??= tokenRings(pools);
    const market = new PairPools(pools, now);
    const done: LegExecution[] = [];
    let cycles = 0;
    for (const ring of this.inTurn(this.rings, slot, changed)) {
      const cycle = this.around(ring, market, now);
      if (!cycle) continue;
      for (const { after } of cycle) market.replace(after);
      done.push(...cycle);
      if (++cycles === CYCLES_PER_SLOT) break;
    }
    return done;
  }

  private inTurn(rings: readonly TokenRing[], slot: number, changed: Iterable<SimPool>): TokenRing[] {
    const touched = new Set<string>();
    for (const { tokens } of changed) touched.add(pairKey(...tokens));
    const turn = (slot * LOOKS_PER_SLOT) % Math.max(1, rings.length);
    const rotated = [...rings.slice(turn), ...rings.slice(0, turn)];
    const isTouched = ({ pairs }: TokenRing): boolean => pairs.some((pair) => touched.has(pair));
    return [...rotated.filter(isTouched), ...rotated.filter((ring) => !isTouched(ring))].slice(0, LOOKS_PER_SLOT);
  }

  /** Trades once around a ring by its best pools, if that leaves more than it took. */
  private around({ tokens }: TokenRing, market: PairPools, now: number): LegExecution[] | undefined {
    const steps: Step[] = [];
    let gain = 1;
    for (const [index, token] of tokens.entries()) {
      const step = market.best(token, tokens[(index + 1) % tokens.length] as string);
      if (!step) return undefined;
      gain *= step.rate;
      steps.push(step);
    }
    if (!(gain > LEAST_GAIN)) return undefined;
    const input = bestCycleInput(
      steps.map(({ pool, aToB }) => venueOf(pool.venue).segments(pool.state, aToB, now, largestSwap(pool, aToB))),
    );
    return input >= 1 && Number.isFinite(input) ? executed(steps, BigInt(Math.floor(input)), now) : undefined;
  }
}

/** The pools by pair, as they are while the arbitrageur trades. */
class PairPools {
  private readonly byPair = new Map<string, SimPool[]>();
  private readonly known = new Map<string, Step | undefined>();

  constructor(
    pools: readonly SimPool[],
    private readonly now: number,
  ) {
    for (const pool of pools) {
      const key = pairKey(...pool.tokens);
      const group = this.byPair.get(key);
      if (group) group.push(pool);
      else this.byPair.set(key, [pool]);
    }
  }

  /** The pool that gives the most for a little; of equals the one that was listed first. */
  best(from: string, to: string): Step | undefined {
    const key = `${from}>${to}`;
    if (this.known.has(key)) return this.known.get(key);
    let best: Step | undefined;
    for (const pool of this.byPair.get(pairKey(from, to)) ?? []) {
      const aToB = pool.tokens[0] === from;
      const [segment] = venueOf(pool.venue).segments(pool.state, aToB, this.now, 1n);
      if (!segment) continue;
      const rate = marginalOutput(segment, 0);
      if (!best || rate > best.rate) best = { pool, aToB, rate };
    }
    this.known.set(key, best);
    return best;
  }

  replace(after: SimPool): void {
    const [a, b] = after.tokens;
    const group = this.byPair.get(pairKey(a, b)) ?? [];
    const index = group.findIndex(({ id }) => id === after.id);
    if (index >= 0) group[index] = after;
    this.known.delete(`${a}>${b}`);
    this.known.delete(`${b}>${a}`);
  }
}

function executed(steps: readonly Step[], input: bigint, now: number): LegExecution[] | undefined {
  const legs: LegExecution[] = [];
  let amountIn = input;
  for (const { pool, aToB } of steps) {
    const [fromToken, toToken] = aToB ? pool.tokens : [pool.tokens[1], pool.tokens[0]];
    const leg = swap(pool, { pool: pool.id, venue: pool.venue, fromToken, toToken, amountIn }, amountIn, now);
    if (typeof leg === 'string') return undefined;
    legs.push(leg);
    amountIn = leg.fill.amountOut;
  }
  return amountIn > input ? legs : undefined;
}

/** At least 1. */
function largestSwap(pool: SimPool, aToB: boolean): bigint {
  const venue = venueOf(pool.venue);
  const [holdsA, holdsB] = venue.holdings(pool.state);
  const { numerator, denominator } = venue.price(pool.state);
  const price = Number(numerator) / Number(denominator);
  const depth = aToB
    ? Math.max(Number(holdsA), Number(holdsB) / price)
    : Math.max(Number(holdsB), Number(holdsA) * price);
  const most = Math.floor(depth * MAX_SHARE);
  return most >= 1 && Number.isFinite(most) ? BigInt(most) : 1n;
}
