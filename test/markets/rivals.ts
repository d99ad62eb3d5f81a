import type { OptimalRoute } from '../../src/dex-router/optimal/route-task.js';
import { venueOf } from '../../src/venues/registry.js';
import type { Pool } from '../../src/venues/venue.js';
import type { RandomMarket } from './random-market.js';

/** What a pool of the pair gives for an amount; 0n: nothing, or it refuses. */
function given(pool: Pool, market: RandomMarket, amountIn: bigint): bigint {
  const aToB = pool.tokens[0] === market.fromToken;
  const quote = venueOf(pool.venue).quote(pool.state, { aToB, amountIn, now: market.now });
  return quote.ok ? quote.amountOut : 0n;
}

function poolsOfPair({ pools, fromToken, toToken }: RandomMarket): Pool[] {
  return pools.filter(({ tokens }) => tokens.includes(fromToken) && tokens.includes(toToken));
}

/** The most that one pool of the pair gives for everything. */
export function bestSinglePool(market: RandomMarket): bigint | undefined {
  let best = 0n;
  for (const pool of poolsOfPair(market)) {
    const amount = given(pool, market, market.amountIn);
    if (amount > best) best = amount;
  }
  return best > 0n ? best : undefined;
}

/** The best division among the pair's pools in equal parts, a dynamic programme over pools, as known routers do it. */
export function gridSplit(market: RandomMarket, parts: number): bigint | undefined {
  const slices = Array.from({ length: parts + 1 }, (_, n) => (market.amountIn * BigInt(n)) / BigInt(parts));
  let best: (bigint | undefined)[] = slices.map((_, n) => (n === 0 ? 0n : undefined));
  for (const pool of poolsOfPair(market)) {
    const output = slices.map((slice) => (slice > 0n ? given(pool, market, slice) : 0n));
    best = slices.map((_, sum) => {
      let most = best[sum];
      for (let part = 1; part <= sum; part += 1) {
        const before = best[sum - part];
        // Slices of a rounded-down grid: what n parts are more than their sum is simply not sold.
        if (before === undefined || output[part] === 0n) continue;
        const total = before + (output[part] as bigint);
        if (most === undefined || total > most) most = total;
      }
      return most;
    });
  }
  return best[parts];
}

/** Executes a route leg by leg; says what is wrong with it, if anything is. */
export function replayed(market: RandomMarket, { legs, amountOut }: OptimalRoute): string | undefined {
  const states = new Map(market.pools.map((pool) => [pool.id, pool.state]));
  const held = new Map([[market.fromToken, market.amountIn]]);
  const met = new Set<string>();
  for (const leg of legs) {
    const pool = market.pools.find(({ id }) => id === leg.pool);
    if (!pool) return `no pool ${leg.pool}`;
    if (met.has(leg.pool)) return `pool ${leg.pool} twice`;
    met.add(leg.pool);
    const aToB = pool.tokens[0] === leg.fromToken;
    const swap = { aToB, amountIn: leg.amountIn, now: market.now };
    const effect = venueOf(leg.venue).apply(states.get(leg.pool), swap);
    if (!effect.ok) return `leg refused: ${effect.reason}`;
    if (effect.amountOut !== leg.amountOut) return `leg gives ${effect.amountOut}, not ${leg.amountOut}`;
    states.set(leg.pool, effect.state);
    const left = (held.get(leg.fromToken) ?? 0n) - leg.amountIn;
    if (left < 0n) return `spends ${-left} ${leg.fromToken} that it does not have`;
    held.set(leg.fromToken, left);
    held.set(leg.toToken, (held.get(leg.toToken) ?? 0n) + effect.amountOut);
  }
  for (const [token, amount] of held) {
    if (token !== market.toToken && amount !== 0n) return `${amount} ${token} left over`;
  }
  return held.get(market.toToken) === amountOut ? undefined : `gives ${held.get(market.toToken)}, not ${amountOut}`;
}
