import type { Plan, PlannedLeg } from './plan.js';

/** How many amounts before a step of the fee are tried on either side. */
const EACH_SIDE = 2;
/** Closing legs that one search may quote. */
const MOST_CLOSINGS = 150;
/** A fee that takes no step over so many units is not waited for. */
const LONGEST = 1n << 20n;

/** An amount that one leg may have instead, and what it then gives. */
interface Amount {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
}

/**
 * Fees on inputs are rounded up: an amount just before its fee takes a step loses nothing by that, any other up to a
 * unit. Where a unit sold is worth many of the token bought, that is most of what is left to gain: all legs but one get
 * such amounts, the last one what is left. `group`: legs that sell one token for the same other one.
 */
export function wholeFees(plan: Plan, group: readonly number[]): Plan | undefined {
  const legs = group.map((n) => plan.legs[n] as PlannedLeg);
  const total = legs.reduce((sum, { amountIn }) => sum + amountIn, 0n);
  const before = legs.reduce((sum, { amountOut }) => sum + amountOut, 0n);
  const choices = legs.map((leg) => beforeSteps(leg));
  // Best closed by a leg whose fee is on the output; else by the one whose fee takes steps most often.
  const closing = choices.reduce(
    (best, { period }, n) => (period < (choices[best] as (typeof choices)[number]).period ? n : best),
    0,
  );
  let most = before;
  let found: readonly Amount[] | undefined;
  let closings = 0;
  const choose = (n: number, chosen: readonly Amount[], left: bigint): void => {
    if (closings >= MOST_CLOSINGS || left <= 0n) return;
    if (n === legs.length) {
      closings += 1;
      const quote = (legs[closing] as PlannedLeg).arc.quote(left);
      if (!quote.ok) return;
      const sum = chosen.reduce((out, { amountOut }) => out + amountOut, quote.amountOut);
      if (sum > most) [most, found] = [sum, chosen.with(closing, quote)];
    } else if (n === closing) choose(n + 1, [...chosen, { amountIn: 0n, amountOut: 0n }], left);
    else {
      for (const amount of (choices[n] as (typeof choices)[number]).amounts)
        choose(n + 1, [...chosen, amount], left - amount.amountIn);
    }
  };
  choose(0, [], total);
  if (!found) return undefined;
  const changed = [...plan.legs];
  group.forEach((n, position) => {
    const { amountIn, amountOut } = (found as readonly Amount[])[position] as Amount;
    changed[n] = { arc: (plan.legs[n] as PlannedLeg).arc, amountIn, amountOut };
  });
  return { legs: changed, amountOut: plan.amountOut + most - before };
}

/** The amounts about a leg's after which its fee takes a step, nearest first, and about how far apart they are. */
function beforeSteps(leg: PlannedLeg): { readonly amounts: readonly Amount[]; readonly period: bigint } {
  const { arc, amountIn, amountOut } = leg;
  const asIs = { amounts: [{ amountIn, amountOut }], period: 0n };
  const feeAt = (amount: bigint): bigint | undefined => {
    const quote = amount > 0n ? arc.quote(amount) : undefined;
    return quote?.ok && quote.feeSide === 'in' ? quote.fee : undefined;
  };
  const fee = feeAt(amountIn);
  if (fee === undefined) return asIs;
  const next = lastBefore(amountIn, fee, feeAt);
  const after = next === undefined ? undefined : lastBefore(next + 1n, fee + 1n, feeAt);
  if (next === undefined || after === undefined) return { ...asIs, period: LONGEST };
  const period = after - next;
  const amounts: Amount[] = [];
  for (let k = -EACH_SIDE - 1; k < EACH_SIDE; k += 1) {
    let amount = next + BigInt(k) * period;
    const wanted = fee + BigInt(k);
    // Periods differ by a unit.
    if (feeAt(amount + 1n) === wanted) amount += 1n;
    else if (feeAt(amount) === wanted + 1n) amount -= 1n;
    const quote = amount > 0n ? arc.quote(amount) : undefined;
    if (quote?.ok) amounts.push({ amountIn: amount, amountOut: quote.amountOut });
  }
  const away = ({ amountIn: amount }: Amount): bigint => (amount > amountIn ? amount - amountIn : amountIn - amount);
  return { amounts: [...amounts.toSorted((a, b) => Number(away(a) - away(b))), ...asIs.amounts], period };
}

/** The largest amount from `start` on whose fee is still `fee`. */
function lastBefore(start: bigint, fee: bigint, feeAt: (amount: bigint) => bigint | undefined): bigint | undefined {
  let low = start;
  let stride = 1n;
  for (let at = feeAt(low + stride); at === fee; at = feeAt(low + stride)) {
    low += stride;
    stride *= 2n;
    if (stride > LONGEST) return undefined;
  }
  let high = low + stride;
  if (feeAt(high) === undefined) return undefined;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (feeAt(middle) === fee) low = middle;
    else high = middle;
  }
  return low;
}
