import { venueOf } from '../../src/venues/registry.js';
import { marginalOutput, outputOver, segmentOutput, type Segment } from '../../src/venues/segment.js';
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

/**
 * The best of every choice of at most `maxLegs` legs, cost taken off, in real numbers: each choice's division is found
 * by moving ever smaller parts of each token from one leg to another.
 */
export function bestByEnumeration(market: RandomMarket, maxLegs: number, maxHops: number, legCost: number): number {
  const ways = waysOf(market).filter(({ from, to }) => to !== market.fromToken && from !== market.toToken);
  let best = -Infinity;
  const choose = (next: number, chosen: readonly Way[]): void => {
    if (chosen.length > 0) {
      const order = inOrder(chosen, market, maxHops);
      if (order) best = Math.max(best, divided(order, market) - legCost * chosen.length);
    }
    if (chosen.length === maxLegs) return;
    for (let n = next; n < ways.length; n += 1) {
      const way = ways[n] as Way;
      if (chosen.every(({ pool }) => pool.id !== way.pool.id)) choose(n + 1, [...chosen, way]);
    }
  };
  choose(0, []);
  return best;
}

/** The legs so that each comes after all that feed it; nothing when they do not hang together or are too deep. */
function inOrder(ways: readonly Way[], { fromToken, toToken }: RandomMarket, maxHops: number): Way[] | undefined {
  const depth = new Map([[fromToken, 0]]);
  for (let round = 0; round <= ways.length; round += 1) {
    for (const { from, to } of ways) {
      const near = depth.get(from);
      if (near !== undefined && near + 1 > (depth.get(to) ?? 0)) depth.set(to, near + 1);
    }
  }
  if ([...depth.values()].some((deep) => deep > maxHops) || depth.get(fromToken) !== 0) return undefined;
  for (const { from, to } of ways) {
    if (!depth.has(from)) return undefined;
    if (to !== toToken && !ways.some((way) => way.from === to)) return undefined;
  }
  return ways.toSorted((one, other) => (depth.get(one.from) ?? 0) - (depth.get(other.from) ?? 0));
}

function divided(order: readonly Way[], market: RandomMarket): number {
  const share = order.map(({ from }) => 1 / order.filter((way) => way.from === from).length);
  let best = given(order, share, market);
  for (let step = 0.25; step > 1e-10; step /= 2) {
    for (let moved = true, rounds = 0; moved && rounds < 20; rounds += 1) {
      moved = false;
      for (let n = 0; n < order.length; n += 1) {
        for (let k = 0; k < order.length; k += 1) {
          if (n === k || order[n]?.from !== order[k]?.from) continue;
          const part = Math.min(step, share[n] as number);
          if (part <= 0) continue;
          share[n] = (share[n] as number) - part;
          share[k] = (share[k] as number) + part;
          const other = given(order, share, market);
          if (other > best) {
            best = other;
            moved = true;
          } else {
            share[n] = (share[n] as number) + part;
            share[k] = (share[k] as number) - part;
          }
        }
      }
    }
  }
  return best;
}

function given(order: readonly Way[], share: readonly number[], market: RandomMarket): number {
  const held = new Map([[market.fromToken, Number(market.amountIn)]]);
  order.forEach(({ from, to, segments }, n) => {
    const wanted = (held.get(from) ?? 0) * (share[n] as number);
    const amount = wanted > 0 ? BigInt(Math.floor(wanted + 1e-6)) : 0n;
    held.set(
      to,
      (held.get(to) ?? 0) +
        (wanted === -Infinity ? -Infinity : amount > 0n ? (outputOver(segments, amount) ?? -Infinity) : 0),
    );
  });
  return held.get(market.toToken) ?? -Infinity;
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
