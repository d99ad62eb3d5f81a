import { ceilDiv } from '../../common/amount.js';
import { Q64 } from '../fixed-point.js';
import type { DammState, DammVolatility } from './damm-state.js';

/** Fee numerators are parts per 1e9. */
export const FEE_SCALE = 1_000_000_000n;

const VARIABLE_FEE_SCALE = 100_000_000_000n;
const BASIS_POINTS = 10_000n;

/** The fee of the next swap, over {@link FEE_SCALE}: base fee and the volatility fee of the *stored* accumulator. */
export function feeNumerator(state: DammState): bigint {
  const { volatility } = state;
  if (volatility === null) return min(state.baseFee, state.maxFee);
  const moved = volatility.accumulator * volatility.binStep;
  const variable = ceilDiv(volatility.control * moved * moved, VARIABLE_FEE_SCALE);
  return min(state.baseFee + variable, state.maxFee);
}

/**
 * Volatility after a swap that moved the price, as the program keeps it: references are renewed (and decayed) before
 * the swap when the filter period has passed, the accumulator follows the price after it, and the time of the last
 * update moves only when the price has moved by at least one step.
 */
export function volatilityAfter(
  volatility: DammVolatility,
  sqrtBefore: bigint,
  sqrtAfter: bigint,
  now: number,
): DammVolatility {
  let { sqrtPriceReference, reference } = volatility;
  const elapsed = now - volatility.lastUpdate;
  if (elapsed >= volatility.filterPeriod || sqrtPriceReference === 0n) {
    sqrtPriceReference = sqrtBefore;
    reference =
      elapsed < volatility.decayPeriod ? (volatility.accumulator * volatility.reductionFactor) / BASIS_POINTS : 0n;
  }
  const distance = steps(volatility, sqrtAfter, sqrtPriceReference);
  return {
    ...volatility,
    sqrtPriceReference,
    reference,
    accumulator: min(reference + distance * BASIS_POINTS, volatility.maxAccumulator),
    lastUpdate: steps(volatility, sqrtBefore, sqrtAfter) > 0n ? now : volatility.lastUpdate,
  };
}

/** Price steps between two square roots of prices: twice the steps between the roots, to first order. */
function steps({ binStepX64 }: DammVolatility, one: bigint, other: bigint): bigint {
  const ratio = one > other ? (one * Q64) / other : (other * Q64) / one;
  return ((ratio - Q64) / binStepX64) * 2n;
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
