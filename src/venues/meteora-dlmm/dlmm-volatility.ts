import { ceilDiv } from '../../common/amount.js';
import type { DlmmFees, DlmmState, DlmmVolatility } from './dlmm-state.js';

/** Fee rates are parts per 1e9. */
export const FEE_SCALE = 1_000_000_000n;

const MAX_RATE = 100_000_000n;
const VARIABLE_FEE_SCALE = 100_000_000_000n;
const BASIS_POINTS = 10_000;

/** The references for a swap at `now`: renewed, and decayed, once the filter period has passed without a swap. */
export function referencesAt(state: DlmmState, now: number): DlmmVolatility {
  const { volatility, fees } = state;
  const elapsed = now - volatility.lastUpdate;
  if (elapsed < fees.filterPeriod) return volatility;
  const decayed = elapsed < fees.decayPeriod;
  return {
    ...volatility,
    indexReference: state.activeId,
    reference: decayed ? Math.floor((volatility.accumulator * fees.reductionFactor) / BASIS_POINTS) : 0,
  };
}

/** Volatility as a swap sees it in a bin: it grows with the distance from the reference. */
export function accumulatorAt(fees: DlmmFees, references: DlmmVolatility, id: number): number {
  const distance = Math.abs(references.indexReference - id);
  return Math.min(references.reference + distance * BASIS_POINTS, fees.maxAccumulator);
}

/** Base fee and volatility fee together, over {@link FEE_SCALE}. */
export function feeRate(fees: DlmmFees, binStep: number, accumulator: number): bigint {
  let rate = fees.base;
  if (fees.variableControl > 0n) {
    const moved = BigInt(accumulator * binStep);
    rate += ceilDiv(fees.variableControl * moved * moved, VARIABLE_FEE_SCALE);
  }
  return rate < MAX_RATE ? rate : MAX_RATE;
}
