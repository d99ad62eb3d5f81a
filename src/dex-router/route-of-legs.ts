import { executeLegs } from '../chain/execute-legs.js';
import type { Leg, LegFill, PoolReading } from '../chain/chain.js';
import { venueOf } from '../venues/registry.js';
import type { Pool } from '../venues/venue.js';
import type { Route, RouteRequest } from './route.js';

/** Every pool that was read, and the time to execute at. */
export interface Market {
  readonly pools: ReadonlyMap<string, Pool>;
  readonly slot: number;
  readonly now: number;
}

/** One market of several venues' readings: as of the oldest slot, at the newest time. */
export function marketOf(readings: readonly PoolReading[]): Market {
  return {
    pools: new Map(readings.flatMap((reading) => reading.pools.map((pool) => [pool.id, pool] as const))),
    slot: Math.min(...readings.map((reading) => reading.slot)),
    now: Math.max(...readings.map((reading) => reading.time)),
  };
}

/** What legs would do to the market now, to the last unit; why not, in words, when a pool does not take its part. */
export function routeOfLegs(market: Market, request: RouteRequest, legs: readonly Leg[]): Route | string {
  const book = {
    find: (id: string) => market.pools.get(id),
    withState: (pool: Pool, state: unknown): Pool => ({ ...pool, state }),
    now: market.now,
  };
  const executed = executeLegs(book, request, legs);
  if (typeof executed === 'string') return executed;
  const fees = new Map<string, bigint>();
  const fills = executed.legs.map(({ fill }) => fill);
  for (const { feeToken, fee } of fills) fees.set(feeToken, (fees.get(feeToken) ?? 0n) + fee);
  const { fromToken, toToken, amountIn } = request;
  return {
    fromToken,
    toToken,
    amountIn,
    amountOut: executed.amountOut,
    legs: fills.map(({ pool, venue, fromToken: from, toToken: to, amountIn: input, amountOut }) => ({
      pool,
      venue,
      fromToken: from,
      toToken: to,
      amountIn: input,
      amountOut,
    })),
    fees: [...fees].map(([token, amount]) => ({ token, amount })),
    priceImpactBps: impactBps(executed.legs, request, executed.amountOut),
    asOfSlot: market.slot,
  };
}

/** 1 − output ÷ (the same legs at the marginal prices before them, fees included in both), bps with two decimals. */
function impactBps(
  legs: readonly { readonly before: Pool; readonly fill: LegFill }[],
  { fromToken, toToken, amountIn }: RouteRequest,
  amountOut: bigint,
): number {
  const actual = new Map([[fromToken, Number(amountIn)]]);
  const ideal = new Map([[fromToken, Number(amountIn)]]);
  for (const { before, fill } of legs) {
    const venue = venueOf(before.venue);
    const { numerator, denominator } = venue.price(before.state);
    const aToB = before.tokens[0] === fill.fromToken;
    const price = aToB ? Number(numerator) / Number(denominator) : Number(denominator) / Number(numerator);
    const share = Number(fill.amountIn) / (actual.get(fill.fromToken) || 1);
    const sold = share * (ideal.get(fill.fromToken) ?? 0);
    const [gross, net] = [Number(fill.amountIn), Number(fill.amountOut)];
    const fee = Number(fill.fee);
    const kept = fill.feeToken === fill.fromToken ? (gross - fee) / gross : net / (net + fee);
    move(actual, fill.fromToken, -gross);
    move(actual, fill.toToken, net);
    move(ideal, fill.fromToken, -sold);
    move(ideal, fill.toToken, sold * price * kept);
  }
  const best = ideal.get(toToken) ?? 0;
  return best > 0 ? Math.max(0, Math.round((1 - Number(amountOut) / best) * 1_000_000) / 100) : 0;
}

function move(purse: Map<string, number>, token: string, amount: number): void {
  purse.set(token, (purse.get(token) ?? 0) + amount);
}
