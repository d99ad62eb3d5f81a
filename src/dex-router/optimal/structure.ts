import { Balancer } from './balance.js';
import { composed } from './compose.js';
import type { Curve } from './curve.js';
import type { Arc, Network } from './network.js';
import { ordered } from './order.js';
import type { Shares } from './plan.js';
import { outputAt } from './response.js';
import { waterLevel } from './water-level.js';

/** The best use of some legs, in real numbers. */
export interface Solved extends Shares {
  /** ν by token number. */
  readonly prices: Float64Array;
  /** What comes out; −Infinity when the legs cannot take everything. */
  readonly output: number;
}

const POOR = 1e-5;

/** Divides an amount among the given legs, all of which lie on ways from one token to the other, as well as can be. */
export function solved(network: Network, arcs: readonly Arc[], amountIn: number, near: Float64Array): Solved {
  const { from, to } = network;
  const path = inOrder(arcs, from);
  if (path) return alongPath(path, amountIn, near);
  const room = arcs.reduce((sum, arc) => (arc.from === from ? sum + Number(arc.curve.capacity) : sum), 0);
  if (room < amountIn) return { arcs, input: [], conductance: [], prices: near, output: -Infinity };
  const ways = branches(arcs, from, to);
  if (ways) return beside(network, ways, amountIn, near);
  const close = near.some((price) => !(price > 0)) ? undefined : near;
  let flow = new Balancer(arcs, from, to, amountIn, near).solve(close !== undefined);
  if (flow.imbalance > POOR) flow = new Balancer(arcs, from, to, amountIn, near).solve();
  const { input, conductance, prices } = flow;
  const shares = { arcs, input, conductance };
  return { ...shares, prices, output: outputOf(network, shares, amountIn) };
}

/** The arcs as one way without branches, if they are. */
function inOrder(arcs: readonly Arc[], from: number): readonly Arc[] | undefined {
  const path: Arc[] = [];
  for (let token = from; path.length < arcs.length; token = (path.at(-1) as Arc).to) {
    const next = arcs.filter((arc) => arc.from === token);
    if (next.length !== 1) return undefined;
    path.push(next[0] as Arc);
  }
  return path;
}

function alongPath(arcs: readonly Arc[], amountIn: number, near: Float64Array): Solved {
  const input = new Float64Array(arcs.length);
  const conductance = new Float64Array(arcs.length).fill(1);
  let amount = amountIn;
  arcs.forEach(({ curve }, n) => {
    if (amount > Number(curve.capacity) + 0.5) amount = NaN;
    input[n] = amount;
    amount = outputAt(curve, amount);
  });
  const prices = Float64Array.from(near);
  for (let n = arcs.length - 1; n >= 0; n -= 1) {
    const { curve, from, to } = arcs[n] as Arc;
    prices[from] = (prices[to] as number) * marginalAt(curve, input[n] as number);
  }
  return { arcs, input, conductance, prices, output: amount > 0 ? amount : -Infinity };
}

/** The arcs as ways that share nothing but their ends, if they are. */
function branches(arcs: readonly Arc[], from: number, to: number): Arc[][] | undefined {
  const ways: Arc[][] = [];
  let met = 0;
  for (const start of arcs) {
    if (start.from !== from) continue;
    const way = [start];
    for (let last = start; last.to !== to;) {
      const next = arcs.filter((arc) => arc.from === last.to);
      const into = arcs.filter((arc) => arc.to === last.to);
      if (next.length !== 1 || into.length !== 1) return undefined;
      last = next[0] as Arc;
      way.push(last);
    }
    met += way.length;
    ways.push(way);
  }
  return met === arcs.length ? ways : undefined;
}

const WAYS = new WeakMap<Curve, WeakMap<Curve, Curve>>();

function inARow(first: Curve, second: Curve): Curve {
  let after = WAYS.get(first);
  if (!after) WAYS.set(first, (after = new WeakMap()));
  let curve = after.get(second);
  if (!curve) after.set(second, (curve = composed(first, second)));
  return curve;
}

/** Ways side by side are pools of one pair. */
function beside(network: Network, ways: readonly Arc[][], amountIn: number, near: Float64Array): Solved {
  const { from, to } = network;
  const curves = ways.map((way) => way.map(({ curve }) => curve).reduce(inARow));
  const level = waterLevel(curves, from, amountIn, near);
  const arcs: Arc[] = [];
  const [input, conductance]: [number[], number[]] = [[], []];
  const prices = level.prices;
  ways.forEach((way, n) => {
    let amount = level.input[n] as number;
    const inputs = way.map(({ curve }) => {
      const reached = amount;
      amount = outputAt(curve, amount);
      return reached;
    });
    arcs.push(...way);
    input.push(...inputs);
    conductance.push(...way.map(() => level.conductance[n] as number));
    for (let k = way.length - 1; k > 0; k -= 1) {
      const { curve, from: token, to: next } = way[k] as Arc;
      prices[token] = (next === to ? 1 : (prices[next] as number)) * marginalAt(curve, inputs[k] as number);
    }
  });
  if (level.imbalance > 0) return { arcs, input, conductance, prices, output: -Infinity };
  const shares = { arcs, input, conductance };
  return { ...shares, prices, output: outputOf(network, shares, amountIn) };
}

function marginalAt(curve: Arc['curve'], input: number): number {
  let [low, high] = [0, curve.count];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((curve.inBefore[middle] as number) < input) low = middle;
    else high = middle;
  }
  const z = input - (curve.inBefore[low] as number);
  return (curve.price[low] as number) / (1 + (curve.bend[low] as number) * z) ** 2;
}

/** What shares give when what reaches a token goes on from it in full. */
export function outputOf({ from, to }: Network, { arcs, input, conductance }: Shares, amountIn: number): number {
  const position = new Map(arcs.map((arc, n) => [arc, n]));
  const used = arcs.filter((_, n) => (input[n] as number) > 0);
  const order = ordered(used, from);
  if (!order) return -Infinity;
  const held = new Map([[from, amountIn]]);
  for (let start = 0; start < order.arcs.length;) {
    const token = (order.arcs[start] as Arc).from;
    let [until, sum, keen] = [start, 0, start];
    const keenness = (n: number): number => conductance[position.get(order.arcs[n] as Arc) as number] as number;
    for (; until < order.arcs.length && (order.arcs[until] as Arc).from === token; until += 1) {
      sum += input[position.get(order.arcs[until] as Arc) as number] as number;
      if (keenness(until) > keenness(keen)) keen = until;
    }
    const amount = held.get(token) ?? 0;
    const rest = amount - sum;
    const scale = Math.abs(rest) < 1e-4 * amount ? 1 : amount / sum;
    for (let n = start; n < until; n += 1) {
      const arc = order.arcs[n] as Arc;
      let part = (input[position.get(arc) as number] as number) * scale;
      if (scale === 1 && n === keen) part += rest;
      if (part > Number(arc.curve.capacity) * (1 + 1e-9) + 1) return -Infinity;
      held.set(arc.to, (held.get(arc.to) ?? 0) + outputAt(arc.curve, Math.max(part, 0)));
    }
    start = until;
  }
  return held.get(to) ?? -Infinity;
}
