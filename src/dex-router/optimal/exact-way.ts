import type { Arc, Network } from './network.js';
import type { Plan, PlannedLeg } from './plan.js';
import type { Relaxation } from './relaxation.js';

/** Exact quotes that one search may ask for. */
const MOST_QUOTES = 2_000;
/** Prices are those of a relaxation: good to so much. */
const LOOSE = 1 + 1e-5;

/**
 * The single way that gives most by exact quotes, if it gives more than `least`: where units of a token between are
 * coarse, real numbers do not tell which way rounds best. What is worth too little on the way at the relaxation's
 * prices, with all that pools may add to it, is not followed.
 */
export function exactWay(
  network: Network,
  { prices, upperBound }: Pick<Relaxation, 'prices' | 'upperBound'>,
  { amountIn, maxHops }: { readonly amountIn: bigint; readonly maxHops: number },
  least: bigint,
): Plan | undefined {
  const { arcs, from, to } = network;
  const added = Number(upperBound) - (prices[from] as number) * Number(amountIn);
  const leaving = new Map<number, Arc[]>();
  for (const arc of arcs) leaving.set(arc.from, [...(leaving.get(arc.from) ?? []), arc]);
  let best: Plan | undefined;
  let most = least;
  let quotes = 0;
  const walk = (token: number, amount: bigint, legs: readonly PlannedLeg[]): void => {
    for (const arc of leaving.get(token) ?? []) {
      const last = arc.to === to;
      if (quotes >= MOST_QUOTES || (!last && legs.length + 1 >= maxHops)) continue;
      if (legs.some((leg) => leg.arc.from === arc.to || leg.arc.pool.id === arc.pool.id)) continue;
      const rough = Number(amount) * (arc.curve.price[0] as number) * (prices[arc.to] as number);
      if (rough * LOOSE + added < Number(most)) continue;
      quotes += 1;
      const quote = arc.quote(amount);
      if (!quote.ok) continue;
      const way = [...legs, { arc, amountIn: amount, amountOut: quote.amountOut }];
      if (last && quote.amountOut > most) {
        most = quote.amountOut;
        best = { legs: way, amountOut: most };
      }
      const worth = Number(quote.amountOut) * (prices[arc.to] as number) * LOOSE + added;
      if (!last && worth >= Number(most)) walk(arc.to, quote.amountOut, way);
    }
  };
  walk(from, amountIn, []);
  return best;
}
