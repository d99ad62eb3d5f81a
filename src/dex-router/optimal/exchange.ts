import type { Arc } from './network.js';
import type { Network } from './network.js';
import type { Plan, PlannedLeg } from './plan.js';
import type { Relaxation } from './relaxation.js';
import { wholeFees } from './whole-fees.js';

/** Passes over all pairs of legs; each ends with the first that finds nothing. */
const ROUNDS = 8;
/** Plans with more legs are left as they are: their last units are far below their gap. */
const MOST_LEGS = 16;
/** What is nearer to its bound than a FINEth is good enough. */
const FINE = 10n ** 9n;
/** A unit sold that is worth more than this many of those bought, and a gap that is more than a COARSEth: rounding. */
const DEAR = 2;
const COARSE = 10n ** 7n;

/**
 * Moves units of a token from one leg to another as long as the plan gives more: the last few units that rounding (of
 * fees up, of outputs down) leaves on the table. What a move changes further down goes through the last leg there.
 * @param prices ν by token, which tell how many units of a token are worth one of the token bought
 */
export function exchanged(
  { to }: Network,
  plan: Plan,
  { prices, upperBound }: Pick<Relaxation, 'prices' | 'upperBound'>,
): Plan {
  const enough = upperBound - upperBound / FINE;
  if (plan.legs.length > MOST_LEGS) return plan;
  const groups = new Map<number, number[]>();
  plan.legs.forEach(({ arc }, n) => groups.set(arc.from, [...(groups.get(arc.from) ?? []), n]));
  let best = plan;
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const token = (best.legs[group[0] as number] as PlannedLeg).arc.from;
    const total = group.reduce((sum, n) => sum + (best.legs[n] as PlannedLeg).amountIn, 0n);
    const direct = group.every((n) => (best.legs[n] as PlannedLeg).arc.to === to);
    const unit = BigInt(Math.max(1, Math.ceil(Math.min(1 / (prices[token] as number), 1e15))));
    const steps = [...new Set([total / 1_000_000n, total / 100_000_000n, unit, unit / 3n, 1n])].filter(
      (step) => step > 0n && step < total,
    );
    for (const step of steps.toSorted((a, b) => (a < b ? 1 : -1))) {
      for (let round = 0; round < ROUNDS && best.amountOut < enough; round += 1) {
        const better = direct ? bestDirect(best, group, step) : bestThrough(best, group, step, to);
        if (!better) break;
        best = better;
      }
    }
    const coarse = (prices[token] as number) > DEAR && upperBound - best.amountOut > upperBound / COARSE;
    if (direct && coarse) best = wholeFees(best, group) ?? best;
  }
  return best;
}

/** The best move between legs that all buy the same token: gains and losses are those of the two legs alone. */
function bestDirect(plan: Plan, group: readonly number[], step: bigint): Plan | undefined {
  let [give, loss, take, gain] = [-1, 0n, -1, 0n];
  let [second, secondLoss] = [-1, 0n];
  for (const n of group) {
    const leg = plan.legs[n] as PlannedLeg;
    const more = gainOf(leg, step);
    if (more !== undefined && (take < 0 || more > gain)) [take, gain] = [n, more];
    const less = gainOf(leg, -step);
    if (less === undefined) continue;
    if (give < 0 || less > loss) [second, secondLoss, give, loss] = [give, loss, n, less];
    else if (second < 0 || less > secondLoss) [second, secondLoss] = [n, less];
  }
  if (give === take) [give, loss] = [second, secondLoss];
  if (give < 0 || take < 0 || gain + loss <= 0n) return undefined;
  const legs = [...plan.legs];
  moved(legs, give, -step, loss);
  moved(legs, take, step, gain);
  return { legs, amountOut: plan.amountOut + gain + loss };
}

function moved(legs: PlannedLeg[], n: number, step: bigint, gain: bigint): void {
  const leg = legs[n] as PlannedLeg;
  legs[n] = { arc: leg.arc, amountIn: leg.amountIn + step, amountOut: leg.amountOut + gain };
}

function gainOf({ arc, amountIn, amountOut }: PlannedLeg, step: bigint): bigint | undefined {
  if (amountIn + step <= 0n) return undefined;
  const quote = arc.quote(amountIn + step);
  return quote.ok ? quote.amountOut - amountOut : undefined;
}

function bestThrough(plan: Plan, group: readonly number[], step: bigint, to: number): Plan | undefined {
  let best: Plan | undefined;
  for (const give of group) {
    for (const take of group) {
      if (give === take) continue;
      const other = rerun(
        plan,
        new Map([
          [give, -step],
          [take, step],
        ]),
        to,
      );
      if (other && other.amountOut > (best ?? plan).amountOut) best = other;
    }
  }
  return best;
}

/** The plan with some inputs changed; what later legs get more or less is taken by the last leg of each token. */
function rerun(plan: Plan, changes: ReadonlyMap<number, bigint>, to: number): Plan | undefined {
  const extra = new Map<number, bigint>();
  const lastOf = new Map<number, Arc>();
  for (const { arc } of plan.legs) lastOf.set(arc.from, arc);
  const legs: PlannedLeg[] = [];
  for (const [n, leg] of plan.legs.entries()) {
    const carried = lastOf.get(leg.arc.from) === leg.arc ? (extra.get(leg.arc.from) ?? 0n) : 0n;
    const change = (changes.get(n) ?? 0n) + carried;
    if (change === 0n) {
      legs.push(leg);
      continue;
    }
    const gain = gainOf(leg, change);
    if (gain === undefined) return undefined;
    moved(legs, legs.push(leg) - 1, change, gain);
    extra.set(leg.arc.to, (extra.get(leg.arc.to) ?? 0n) + gain);
  }
  return { legs, amountOut: plan.amountOut + (extra.get(to) ?? 0n) };
}
