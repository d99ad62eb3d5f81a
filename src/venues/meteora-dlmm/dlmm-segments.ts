import { largestGross } from '../fixed-point.js';
import type { FlatSegment } from '../segment.js';
import type { DlmmState } from './dlmm-state.js';
import { FEE_SCALE } from './dlmm-volatility.js';
import { BinWalk } from './dlmm-walk.js';

const SCALE = Number(FEE_SCALE);
const Q64 = 2 ** 64;

/**
 * One segment for each bin with liquidity, its orders included, for they have its price. A segment's price is the
 * bin's output over its input, so that a whole bin comes out exactly. Ends where the vault does.
 */
export function segmentsOf(state: DlmmState, aToB: boolean, now: number, upTo?: bigint): readonly FlatSegment[] {
  const walk = new BinWalk(state, aToB, now);
  const { feeOnInput } = walk;
  const vault = aToB ? state.vaultY : state.vaultX;
  const segments: FlatSegment[] = [];
  for (let n = 0; ; n += 1) {
    const step = walk.step(n);
    if (!step || (upTo !== undefined && step.inBefore >= upTo)) return segments;
    const { bin, rate, output } = step;
    const price = Number(output) / Number(step.net);
    const best = aToB ? Number(bin.price) / Q64 : Q64 / Number(bin.price);
    const fee = Number(rate) / SCALE;
    const [feeIn, feeOut] = feeOnInput ? [fee, 0] : [0, fee];
    const held = vault - step.outBefore;
    const payable = feeOnInput ? held : largestGross(held, rate, FEE_SCALE);
    if (payable < output) {
      // Input that buys no more than the vault can pay, whatever layers it meets.
      const within = (aToB ? payable << 64n : payable * bin.price) / (aToB ? bin.price : 1n << 64n);
      const maxIn = feeOnInput ? largestGross(within, rate, FEE_SCALE) : within;
      if (maxIn > 0n) segments.push({ kind: 'flat', price, best, feeIn, feeOut, maxIn });
      return segments;
    }
    segments.push({ kind: 'flat', price, best, feeIn, feeOut, maxIn: step.gross });
  }
}
