import type { Link } from './link.js';

/** The best price that a vanishing amount of each token gets in terms of `to`, over at most `hops` legs; 0: none. */
export function spotPrices(arcs: readonly Link[], tokens: number, to: number, hops: number): Float64Array {
  const prices = new Float64Array(tokens);
  prices[to] = 1;
  let better = true;
  for (let hop = 0; hop < hops && better; hop += 1) {
    better = false;
    for (const { from, to: next, curve } of arcs) {
      const price = (prices[next] as number) * (curve.price[0] as number);
      if (from === to || price <= (prices[from] as number)) continue;
      prices[from] = price;
      better = true;
    }
  }
  return prices;
}

/**
 * The most of each token that an amount can become in at most `hops` legs: at every pool's best rate, for rates only
 * fall.
 */
export function reachOf(
  links: readonly Link[],
  tokens: number,
  from: number,
  amountIn: number,
  hops: number,
): Float64Array {
  const reach = new Float64Array(tokens);
  reach[from] = amountIn * (1 + 1e-9);
  for (let hop = 0; hop < hops; hop += 1) {
    const before = Float64Array.from(reach);
    for (const { from: near, to, curve } of links) {
      const rate = (curve.price[0] as number) * (1 + 1e-9);
      reach[to] = Math.max(reach[to] as number, (before[near] as number) * rate);
    }
  }
  return reach;
}
