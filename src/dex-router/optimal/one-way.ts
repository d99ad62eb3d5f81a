import type { Curve } from './curve.js';
import type { Arc, Network } from './network.js';
import type { Plan, PlannedLeg } from './plan.js';
import { spotPrices } from './spot-prices.js';
import { upperBoundAt } from './upper-bound.js';

/** The pool that gives most for the whole amount, where one leads there directly. */
export function bestLeg({ arcs, from, to }: Network, amountIn: bigint): Plan | undefined {
  let best: Plan | undefined;
  for (const arc of arcs) {
    if (arc.from !== from || arc.to !== to) continue;
    const quote = arc.quote(amountIn);
    if (!quote.ok || (best && best.amountOut >= quote.amountOut)) continue;
    best = { legs: [{ arc, amountIn, amountOut: quote.amountOut }], amountOut: quote.amountOut };
  }
  return best;
}

/**
 * The better of the best pool and the way that is best for a vanishing amount, with a bound that is tight where one way
 * is all that the amount needs: tokens are priced at the best way on from them, those on the way at what their last
 * unit brings. Most orders are small enough for it, and it costs a fraction of balancing the network.
 */
export function bestWay(
  network: Network,
  amountIn: bigint,
  maxHops: number,
): { readonly plan: Plan; readonly upperBound: bigint } | undefined {
  const { arcs, tokens, from, to } = network;
  const prices = spotPrices(arcs, tokens.length, to, tokens.length);
  const leg = bestLeg(network, amountIn);
  const way = planAlong(cheapestWay(network, prices), amountIn);
  const useWay = way !== undefined && way.legs.length <= maxHops && (!leg || way.amountOut > leg.amountOut);
  const plan = useWay ? way : leg;
  if (!plan) return undefined;
  for (const { arc, amountIn: sold } of plan.legs.toReversed()) {
    prices[arc.from] = marginalAt(arc.curve, Number(sold)) * (prices[arc.to] as number);
  }
  return { plan, upperBound: upperBoundAt(arcs, prices, from, to, amountIn) };
}

/** From each token on, the arc that spot prices are made of. */
function cheapestWay({ arcs, tokens, from, to }: Network, prices: Float64Array): Arc[] {
  const way: Arc[] = [];
  for (let at = from; at !== to && way.length < tokens.length;) {
    let next: Arc | undefined;
    for (const arc of arcs) {
      if (arc.from !== at) continue;
      if (!next || worth(arc, prices) > worth(next, prices)) next = arc;
    }
    if (!next) return [];
    way.push(next);
    at = next.to;
  }
  return way;
}

function worth({ curve, to }: Arc, prices: Float64Array): number {
  return (curve.price[0] as number) * (prices[to] as number);
}

function planAlong(way: readonly Arc[], amountIn: bigint): Plan | undefined {
  const legs: PlannedLeg[] = [];
  let amount = amountIn;
  for (const arc of way) {
    const quote = arc.quote(amount);
    if (!quote.ok) return undefined;
    legs.push({ arc, amountIn: amount, amountOut: quote.amountOut });
    amount = quote.amountOut;
  }
  return legs.length === 0 ? undefined : { legs, amountOut: amount };
}

/** Output per input of the next unit after `amount`. */
function marginalAt({ count, price, bend, inBefore }: Curve, amount: number): number {
  let piece = 0;
  while (piece + 1 < count && (inBefore[piece + 1] as number) <= amount) piece += 1;
  const reach = 1 + (bend[piece] as number) * (amount - (inBefore[piece] as number));
  return (price[piece] as number) / (reach * reach);
}
