import type { Pool } from '../../venues/venue.js';
import { exactWay } from './exact-way.js';
import { exchanged } from './exchange.js';
import { gridPlan } from './grid.js';
import { LegSearch } from './leg-search.js';
import { networkOf, type Arc, type Network } from './network.js';
import { bestLeg, bestWay } from './one-way.js';
import { connecting } from './order.js';
import { planOf, type Plan } from './plan.js';
import { relaxed, type Relaxation } from './relaxation.js';
import type { OptimalRoute, RouteLimits, RouteRefusal, RouteTask } from './route-task.js';
import type { Solved } from './structure.js';
import { unlimitedFlow } from './unlimited.js';

/** More legs than this are not enumerated. */
const ENUMERATED = 4;
const MAX_HOPS = 3;
const WORTHWHILE = 1e-10;
const EFFORT = 400;
/** Networks of more arcs are not searched for more than two legs when their flow could not be rounded. */
const LARGE = 80;

/** Further from its bound than this fraction of it, a route may have lost to coarse units. */
const COARSE = 1_000_000n;
/** Further than this, what it lost may be units of a token between that is coarse: one without it may be better. */
const ROUGH = 100_000n;

/**
 * The best route of `amountIn` through a market, exact to the last unit, beside a bound that no routing exceeds.
 * A function of its arguments alone; pools' curves are kept with their (immutable) states.
 */
export function optimalRoute(
  pools: readonly Pool[],
  task: RouteTask,
  limits: RouteLimits = {},
): OptimalRoute | RouteRefusal {
  const { fromToken, toToken, amountIn, now } = task;
  const network = networkOf(pools, fromToken, toToken, now);
  if (fromToken === toToken || network.arcs.length === 0 || amountIn <= 0n) {
    return { ok: false, code: 'NO_ROUTE', reason: `no pools lead from ${fromToken} to ${toToken}` };
  }
  const single = bestWay(network, amountIn, Math.min(limits.maxHops ?? MAX_HOPS, limits.maxLegs ?? ENUMERATED));
  // Where legs cost, one that gives a little less may be better than two.
  const final = single && (single.plan.legs.length === 1 || !limits.legCost);
  if (final && Number(single.upperBound - single.plan.amountOut) <= toleranceOf(single.upperBound, limits)) {
    return found(network, single.plan, single.upperBound);
  }
  const balanced = relaxed(network, amountIn, limits.maxHops ?? MAX_HOPS);
  const tighter = single && single.upperBound < balanced.upperBound;
  const relaxation = tighter ? { ...balanced, upperBound: single.upperBound } : balanced;
  const plan = bestPlan(network, relaxation, single?.plan, task, limits);
  return plan ? found(network, plan, relaxation.upperBound) : refusalOf(network, task, limits);
}

/** What is not worth a search: who names a share of the output does not mind the rounding of a unit or two either. */
function toleranceOf(bound: bigint, { worthwhile }: RouteLimits): number {
  return worthwhile === undefined ? Number(bound) * WORTHWHILE : Number(bound) * worthwhile + 2;
}

function found(network: Network, plan: Plan, bound: bigint): OptimalRoute {
  // A flow that keeps to its hops but for a float's rounding may end a unit above a bound that is otherwise tight.
  const upperBound = bound < plan.amountOut ? plan.amountOut : bound;
  return {
    ok: true,
    legs: plan.legs.map(({ arc, amountIn: sold, amountOut }) => ({
      pool: arc.pool.id,
      venue: arc.pool.venue,
      fromToken: network.tokens[arc.from] as string,
      toToken: network.tokens[arc.to] as string,
      amountIn: sold,
      amountOut,
    })),
    amountOut: plan.amountOut,
    upperBound,
    gapBps: (Number(upperBound - plan.amountOut) / Number(upperBound)) * 1e4,
  };
}

function bestPlan(
  network: Network,
  relaxation: Relaxation,
  single: Plan | undefined,
  { amountIn }: RouteTask,
  limits: RouteLimits,
): Plan | undefined {
  const { maxLegs = ENUMERATED, maxHops = MAX_HOPS, legCost = 0n } = limits;
  const costOf = ({ legs, amountOut }: Plan): bigint => amountOut - legCost * BigInt(legs.length);
  let best = single;
  const take = (plan: Plan): void => {
    if (!best || costOf(plan) > costOf(best)) best = plan;
  };
  const consider = (solution: Solved): boolean => {
    const plan = planOf(network, solution, amountIn);
    if (!plan || plan.legs.length > maxLegs) return false;
    take(exchanged(network, plan, { prices: solution.prices, upperBound: relaxation.upperBound }));
    return true;
  };
  const amount = Number(amountIn);
  const flowed = maxLegs > ENUMERATED && consider(unlimitedFlow(network, relaxation, amount, maxHops));
  if (best && relaxation.upperBound - best.amountOut > relaxation.upperBound / COARSE) {
    const way = exactWay(network, relaxation, { amountIn, maxHops: Math.min(maxHops, maxLegs) }, best.amountOut);
    if (way) take(way);
  }
  if (flowed && best && relaxation.upperBound - best.amountOut > relaxation.upperBound / ROUGH) {
    const fine = withoutCoarse(network, relaxation);
    if (fine) consider(unlimitedFlow(fine, relaxed(fine, amountIn, maxHops), amount, maxHops));
  }
  if (best && maxLegs === Infinity && legCost === 0n) {
    const grid = gridPlan(network, amountIn, best.amountOut);
    if (grid) take(exchanged(network, grid, relaxation));
    if (flowed) return best;
  }
  const { worthwhile = WORTHWHILE, effort = EFFORT } = limits;
  const search = { maxLegs: Math.min(maxLegs, ENUMERATED), maxHops, legCost: Number(legCost), worthwhile, effort };
  const seek = (among: Network, most: number): void => {
    const narrow = { ...search, maxLegs: Math.min(most, search.maxLegs) };
    for (const solution of new LegSearch(among, amount, narrow, relaxation.prices).run()) consider(solution);
  };
  if (maxLegs <= ENUMERATED) seek(network, ENUMERATED);
  else {
    // The flow could not be rounded (dust), or legs cost: what it uses is what to choose few legs from.
    seek(narrowed(network, relaxation), ENUMERATED);
    if (!flowed) seek(network, network.arcs.length > LARGE ? 2 : ENUMERATED);
  }
  return best;
}

/** The network without the tokens between of which half a unit is worth more than the gap that is wanted. */
function withoutCoarse(network: Network, { prices, upperBound }: Relaxation): Network | undefined {
  const { arcs, from, to } = network;
  const coarse = (token: number): boolean =>
    token !== from && token !== to && (prices[token] as number) * Number(ROUGH) > 2 * Number(upperBound);
  const fine = arcs.filter((arc) => !coarse(arc.from) && !coarse(arc.to));
  if (fine.length === arcs.length) return undefined;
  const left = connecting(fine, from, to);
  return left.length === 0 ? undefined : { ...network, arcs: left.map((arc, index) => ({ ...arc, index })) };
}

/** The network of the arcs that a flow uses. */
function narrowed(network: Network, { arcs, input }: Relaxation): Network {
  const used = arcs.filter((_, n) => (input[n] as number) > 0);
  return { ...network, arcs: used.map((arc, index) => ({ ...arc, index })) };
}

function refusalOf(network: Network, task: RouteTask, limits: RouteLimits): RouteRefusal {
  const { fromToken, toToken, amountIn } = task;
  const { maxHops = MAX_HOPS } = limits;
  const goes = (amount: bigint): boolean =>
    amount > 0n &&
    bestPlan(
      network,
      relaxed(network, amount, maxHops),
      bestLeg(network, amount),
      { ...task, amountIn: amount },
      limits,
    ) !== undefined;
  let low = amountIn;
  while (low > 0n && !goes(low)) low /= 4n;
  if (low === 0n) {
    const reachable = network.arcs.some((arc: Arc) => arc.to === network.to);
    if (!reachable) return { ok: false, code: 'NO_ROUTE', reason: `no pools lead from ${fromToken} to ${toToken}` };
    return { ok: false, code: 'AMOUNT_TOO_SMALL', reason: `the amount buys less than one base unit of ${toToken}` };
  }
  let high = low * 4n < amountIn ? low * 4n : amountIn;
  while (high - low > low / 4096n + 1n) {
    const middle = (low + high) / 2n;
    if (goes(middle)) low = middle;
    else high = middle;
  }
  return {
    ok: false,
    code: 'INSUFFICIENT_LIQUIDITY',
    reason: `the pools take about ${low} base units of ${fromToken} at the most`,
    maxAmountIn: low,
  };
}
