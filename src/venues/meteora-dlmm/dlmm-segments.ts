import { ceilDiv } from '../../common/amount.js';
import { largestGross } from '../fixed-point.js';
import type { FlatSegment } from '../segment.js';
import type { DlmmBin, DlmmState } from './dlmm-state.js';
import { binsBelow, inputFor, liquidityOf } from './dlmm-swap.js';
import { accumulatorAt, FEE_SCALE, feeRate, referencesAt } from './dlmm-volatility.js';

const SCALE = Number(FEE_SCALE);
const Q64 = 2 ** 64;

/**
 * One segment for each bin with liquidity, its orders included, for they have its price. A segment's price is the
 * bin's output over its input, so that a whole bin comes out exactly. Ends where the vault does.
 */
export function segmentsOf(state: DlmmState, aToB: boolean, now: number, upTo?: bigint): readonly FlatSegment[] {
  const { bins, fees, binStep } = state;
  const references = referencesAt(state, now);
  const feeOnInput = fees.mode === 'input' || !aToB;
  const step = aToB ? -1 : 1;
  const segments: FlatSegment[] = [];
  let position = binsBelow(bins, aToB ? state.activeId + 1 : state.activeId) - (aToB ? 1 : 0);
  let vault = aToB ? state.vaultY : state.vaultX;
  let taken = 0n;
  let accumulator = -1;
  let rate = 0n;
  for (; position >= 0 && position < bins.length && (upTo === undefined || taken < upTo); position += step) {
    const bin = bins[position] as DlmmBin;
    const layers = liquidityOf(state, bin, aToB);
    const output = layers.liquidity + layers.processed + layers.open;
    if (output === 0n) continue;
    const volatile = accumulatorAt(fees, references, bin.id);
    if (volatile !== accumulator) {
      accumulator = volatile;
      rate = feeRate(fees, binStep, accumulator);
    }
    const net =
      inputFor(layers.liquidity, bin.price, aToB) +
      inputFor(layers.processed, bin.price, aToB) +
      inputFor(layers.open, bin.price, aToB);
    const price = Number(output) / Number(net);
    const best = aToB ? Number(bin.price) / Q64 : Q64 / Number(bin.price);
    const fee = Number(rate) / SCALE;
    const [feeIn, feeOut] = feeOnInput ? [fee, 0] : [0, fee];

    const payable = feeOnInput ? vault : largestGross(vault, rate, FEE_SCALE);
    if (payable < output) {
      // Input that buys no more than the vault can pay, whatever layers it meets.
      const within = (aToB ? payable << 64n : payable * bin.price) / (aToB ? bin.price : 1n << 64n);
      const maxIn = feeOnInput ? largestGross(within, rate, FEE_SCALE) : within;
      if (maxIn > 0n) segments.push({ kind: 'flat', price, best, feeIn, feeOut, maxIn });
      break;
    }
    const maxIn = feeOnInput ? net + ceilDiv(net * rate, FEE_SCALE - rate) : net;
    segments.push({ kind: 'flat', price, best, feeIn, feeOut, maxIn });
    taken += maxIn;
    vault -= feeOnInput ? output : output - ceilDiv(output * rate, FEE_SCALE);
  }
  return segments;
}
