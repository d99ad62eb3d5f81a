import { venueOf } from '../../src/venues/registry.js';
import { marginalOutput, segmentOutput, type Segment } from '../../src/venues/segment.js';
import type { Pool } from '../../src/venues/venue.js';
import type { OptimalRoute } from '../../src/dex-router/optimal/route-task.js';
import type { RandomMarket } from './random-market.js';

/** One direction of a pool, seen without any of the router's code. */
export interface Way {
  readonly pool: Pool;
  readonly from: string;
  readonly to: string;
  readonly segments: readonly Segment[];
}

export function waysOf({ pools, now }: RandomMarket): Way[] {
  return pools.flatMap((pool) => {
    const [a, b] = pool.tokens;
    const venue = venueOf(pool.venue);
    return [
      { pool, from: a, to: b, segments: venue.segments(pool.state, true, now) },
      { pool, from: b, to: a, segments: venue.segments(pool.state, false, now) },
    ].filter(({ segments }) => segments.length > 0);
  });
}

/** How many segments (bins, ranges between ticks) a route goes through. */
export function stepsOf(market: RandomMarket, { legs }: Pick<OptimalRoute, 'legs'>): number {
  const ways = waysOf(market);
  return legs.reduce((sum, leg) => {
    let left = leg.amountIn;
    const way = ways.find(({ pool, from }) => pool.id === leg.pool && from === leg.fromToken);
    const met = way?.segments.filter(({ maxIn }) => {
      const reached = left > 0n;
      left -= maxIn;
      return reached;
    });
    return sum + (met?.length ?? 1);
  }, 0);
}

/** A way's best profit at a price of what it takes, its segments walked one by one until the vault is empty. */
function bestProfit({ pool, from, segments }: Way, price: number): number {
  const held = Number(venueOf(pool.venue).holdings(pool.state)[pool.tokens[0] === from ? 1 : 0]);
  let [best, output, input] = [0, 0, 0];
  for (const segment of segments) {
    // A bin's price is good before its input is rounded up to whole units.
    const length =
      Number(segment.maxIn) * (segment.kind === 'flat' ? segment.price / (segment.best ?? segment.price) : 1);
    const whole = segmentOutput(segment, Number(segment.maxIn));
    const given = (part: number): number => (part === length ? whole : segmentOutput(segment, part));
    const last = output + whole > held;
    const end = last ? inputFor(held - output, given, length) : length;
    const keptIn = 1 - segment.feeIn;
    let within = end;
    if (segment.kind === 'product') {
      const root = Math.sqrt((segment.x * segment.y * keptIn * (1 - segment.feeOut)) / price);
      within = Math.min(end, Math.max(0, (root - segment.x) / keptIn));
    }
    for (const part of [within, end]) best = Math.max(best, output + given(part) - price * (input + part));
    if (last) break;
    output += whole;
    input += length;
  }
  return best;
}

/** Where a rising function up to `most` reaches `wanted`. */
function inputFor(wanted: number, given: (part: number) => number, most: number): number {
  let [low, high] = [0, most];
  for (let n = 0; n < 60; n += 1) {
    const middle = (low + high) / 2;
    if (given(middle) > wanted) high = middle;
    else low = middle;
  }
  return high;
}

/** A bound of a pair's output, and the steps of all pools (see {@link stepsOf}) that pay more than its price. */
export interface PairBound {
  readonly bound: number;
  readonly steps: number;
}

/** min over ν of ν·amountIn + Σ best profits, for one pair: a ternary search over ln ν, for the dual is convex. */
export function pairBound({ fromToken, toToken, amountIn, ...market }: RandomMarket): PairBound {
  const ways = waysOf({ fromToken, toToken, amountIn, ...market }).filter(
    ({ from, to }) => from === fromToken && to === toToken,
  );
  // Every price gives a bound: the least one seen counts, for near its bottom the dual is flat to floats.
  let [least, priceThere] = [Infinity, 0];
  const at = (log: number): number => {
    const price = Math.exp(log);
    const bound = ways.reduce((sum, way) => sum + bestProfit(way, price), price * Number(amountIn));
    if (bound < least) [least, priceThere] = [bound, price];
    return bound;
  };
  let [low, high] = [-60, 60];
  while (high - low > 1e-12) {
    const third = (high - low) / 3;
    if (at(low + third) <= at(high - third)) high -= third;
    else low += third;
  }
  const pays = (segment: Segment): boolean =>
    marginalOutput(segment.kind === 'flat' ? { ...segment, price: segment.best ?? segment.price } : segment, 0) >
    priceThere;
  return { bound: least, steps: ways.reduce((sum, { segments }) => sum + segments.filter(pays).length, 0) };
}

/** Units of each token that are worth about one unit of the token sold, by pools' prices. */
export function unitWorths(market: RandomMarket): Map<string, number> {
  const worth = new Map([[market.fromToken, 1]]);
  const ways = waysOf(market);
  for (let round = 0; round < market.pools.length; round += 1) {
    for (const { from, to, segments } of ways) {
      const have = worth.get(from);
      const first = segments[0];
      if (have === undefined || worth.has(to) || !first) continue;
      const price = first.kind === 'flat' ? first.price : first.y / first.x;
      worth.set(to, have * price);
    }
  }
  return worth;
}

/** What one unit of the market's dearest token is worth in units of the token bought, 1 at least: how coarse amounts are. */
export function coarseness(market: RandomMarket): number {
  const worth = unitWorths(market);
  const bought = worth.get(market.toToken) ?? 1;
  return Math.max(1, ...[...worth.values()].map((units) => bought / units));
}
