import { Balancer } from './balance.js';
import { hopLevels } from './hop-levels.js';
import type { Network } from './network.js';
import type { Shares } from './plan.js';
import { reachOf, spotPrices } from './spot-prices.js';
import { upperBoundAt } from './upper-bound.js';

/** The best flow through any number of legs, in real numbers, and what it proves. */
export interface Relaxation extends Shares {
  /** ν by token number. */
  readonly prices: Float64Array;
  /** No routing of at most that many hops gives more. */
  readonly upperBound: bigint;
}

/** Balances the whole network, hops limited (see `hopLevels`), legs not. */
export function relaxed(network: Network, amountIn: bigint, maxHops: number): Relaxation {
  const { arcs, tokens, from, to } = network;
  const amount = Number(amountIn);
  const spot = spotPrices(arcs, tokens.length, to, tokens.length);
  const length = spot.map((price) => (4 * amount * (spot[from] as number)) / price);
  const levels = hopLevels(network, maxHops, length);
  const start = new Float64Array(levels.nodes).fill(1);
  spot.forEach((price, token) => {
    start[token] = price;
    start[levels.late[token] as number] = price;
  });
  const flow = new Balancer(levels.links, from, to, amount, start).solve();
  const links = levels.links.slice(0, levels.arcs.length);
  const waiting = levels.links.slice(levels.arcs.length);
  // What may wait is worth no less early than late.
  for (const { from: early, to: late } of waiting) {
    flow.prices[early] = Math.max(flow.prices[early] as number, flow.prices[late] as number);
  }
  const reach = new Float64Array(levels.nodes);
  reachOf(arcs, tokens.length, from, amount, Math.min(maxHops, tokens.length)).forEach((most, token) => {
    reach[token] = most;
    reach[levels.late[token] as number] = most;
  });
  return {
    arcs: levels.arcs.map((n) => arcs[n] as Network['arcs'][number]),
    input: flow.input.subarray(0, links.length),
    conductance: flow.conductance.subarray(0, links.length),
    prices: Float64Array.from(tokens, (_, token) =>
      Math.sqrt((flow.prices[token] as number) * (flow.prices[levels.late[token] as number] as number)),
    ),
    upperBound: upperBoundAt(links, flow.prices, from, to, amountIn, reach),
  };
}
