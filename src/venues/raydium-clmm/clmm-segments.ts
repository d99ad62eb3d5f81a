import { ceilDiv } from '../../common/amount.js';
import type { ProductSegment } from '../segment.js';
import { amount0In, amount1In } from './clmm-math.js';
import { PPM, type ClmmState } from './clmm-state.js';
import { ticksBelow, withinRange } from './clmm-swap.js';

const Q64 = 2 ** 64;

/** One segment from tick to tick, those without liquidity left out: virtual reserves are L/√P and L·√P. */
export function segmentsOf(state: ClmmState, aToB: boolean, upTo?: bigint): readonly ProductSegment[] {
  const { ticks, feePpm } = state;
  const kept = PPM - feePpm;
  const feeIn = Number(feePpm) / Number(PPM);
  const step = aToB ? -1 : 1;
  const segments: ProductSegment[] = [];
  let position = ticksBelow(ticks, state.tick) - (aToB ? 1 : 0);
  let { sqrtPrice, liquidity } = state;
  let taken = 0n;
  for (let next = ticks[position]; next && (upTo === undefined || taken < upTo); next = ticks[position]) {
    const target = withinRange(next.sqrtPrice);
    const needed = aToB ? amount0In(liquidity, target, sqrtPrice) : amount1In(liquidity, sqrtPrice, target);
    if (needed > 0n) {
      const maxIn = needed + ceilDiv(needed * feePpm, kept);
      const root = Number(sqrtPrice) / Q64;
      const [a, b] = [Number(liquidity) / root, Number(liquidity) * root];
      segments.push({ kind: 'product', x: aToB ? a : b, y: aToB ? b : a, feeIn, feeOut: 0, maxIn });
      taken += maxIn;
    }
    sqrtPrice = target;
    liquidity += aToB ? -next.liquidityNet : next.liquidityNet;
    position += step;
  }
  return segments;
}
