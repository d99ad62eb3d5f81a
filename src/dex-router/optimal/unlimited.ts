import { Balancer } from './balance.js';
import type { Arc, Network } from './network.js';
import { ordered } from './order.js';
import type { Shares } from './plan.js';
import type { Relaxation } from './relaxation.js';
import { outputOf, type Solved } from './structure.js';

/**
 * The flow to take when legs are not limited: the relaxation's, unless it goes round in a circle or (where its levels
 * do not limit them) has too many hops; then tokens are put in layers by where they lie in it, and the flow is balanced
 * again with only the arcs that lead from a layer to a later one.
 */
export function unlimitedFlow(network: Network, flow: Relaxation, amountIn: number, maxHops: number): Solved {
  const { from, to } = network;
  const used = flow.arcs.filter((_, n) => (flow.input[n] as number) > 0);
  const order = ordered(used, from);
  if (order && (maxHops === 3 || order.depth <= maxHops)) return measured(network, flow, flow.prices, amountIn);
  const layer = layers(network, flow, Math.min(maxHops, network.tokens.length));
  const arcs = network.arcs.filter((arc) => (layer[arc.from] as number) < (layer[arc.to] as number));
  const { input, conductance, prices } = new Balancer(arcs, from, to, amountIn, flow.prices).solve(true);
  return measured(network, { arcs, input, conductance }, prices, amountIn);
}

function measured(network: Network, shares: Shares, prices: Float64Array, amountIn: number): Solved {
  const { arcs, input, conductance } = shares;
  return { arcs, input, conductance, prices, output: outputOf(network, shares, amountIn) };
}

/** Layers from 0 (the token sold) to `maxHops` (bought): a token that gets more of others between than it gives is late. */
function layers({ from, to, tokens }: Network, flow: Relaxation, maxHops: number): Float64Array {
  const got = new Float64Array(tokens.length);
  const given = new Float64Array(tokens.length);
  flow.arcs.forEach((arc: Arc, n) => {
    const worth = (flow.input[n] as number) * (flow.prices[arc.from] as number);
    if (arc.from !== from) got[arc.to] = (got[arc.to] as number) + worth;
    if (arc.to !== to) given[arc.from] = (given[arc.from] as number) + worth;
  });
  return Float64Array.from(tokens, (_, token) => {
    if (token === from) return 0;
    if (token === to) return maxHops;
    const [before, after] = [got[token] as number, given[token] as number];
    const late = before + after > 0 ? before / (before + after) : 0.5;
    return 1 + Math.min(Math.floor(late * (maxHops - 1)), Math.max(0, maxHops - 2));
  });
}
