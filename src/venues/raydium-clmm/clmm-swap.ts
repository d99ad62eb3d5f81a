import { ceilDiv } from '../../common/amount.js';
import { outOfLiquidity } from '../refusals.js';
import type { Refusal } from '../venue.js';
import { amount0In, amount0Out, amount1In, amount1Out, sqrtPriceAfter0, sqrtPriceAfter1 } from './clmm-math.js';
import { PPM, type ClmmState, type ClmmTick } from './clmm-state.js';
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE } from './clmm-ticks.js';

/** Where a swap ends. */
export interface ClmmSwap {
  readonly ok: true;
  readonly amountOut: bigint;
  readonly fee: bigint;
  readonly sqrtPrice: bigint;
  readonly liquidity: bigint;
  /** The new current tick, where liquidity has told it; null: to be told by the price. */
  readonly tick: number | null;
}

/** How many of the ticks are not above the current one. */
export function ticksBelow(ticks: readonly ClmmTick[], tick: number): number {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ticks[middle] as ClmmTick).index <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Walks from tick to tick until nothing of the input is left (Uniswap v3 whitepaper, section 6.2.3). */
export function swapOver(state: ClmmState, aToB: boolean, amountIn: bigint): ClmmSwap | Refusal {
  const { ticks, feePpm } = state;
  const kept = PPM - feePpm;
  const step = aToB ? -1 : 1;
  let position = ticksBelow(ticks, state.tick) - (aToB ? 1 : 0);
  let { sqrtPrice, liquidity, tick } = state;
  let left = amountIn;
  let amountOut = 0n;
  let fee = 0n;
  for (;;) {
    const next = ticks[position];
    if (!next) return outOfLiquidity(amountIn - left);
    const target = withinRange(next.sqrtPrice);
    const net = (left * kept) / PPM;
    const needed = aToB ? amount0In(liquidity, target, sqrtPrice) : amount1In(liquidity, sqrtPrice, target);
    if (net < needed) {
      const after = aToB ? sqrtPriceAfter0(liquidity, sqrtPrice, net) : sqrtPriceAfter1(liquidity, sqrtPrice, net);
      const used = aToB ? amount0In(liquidity, after, sqrtPrice) : amount1In(liquidity, sqrtPrice, after);
      amountOut += aToB ? amount1Out(liquidity, after, sqrtPrice) : amount0Out(liquidity, sqrtPrice, after);
      fee += left - used;
      // An input too small to move the price leaves it on the side of the tick that was crossed last.
      const end = after === sqrtPrice ? tick : null;
      return { ok: true, amountOut, fee, sqrtPrice: after, liquidity, tick: end };
    }
    const stepFee = ceilDiv(needed * feePpm, kept);
    amountOut += aToB ? amount1Out(liquidity, target, sqrtPrice) : amount0Out(liquidity, sqrtPrice, target);
    fee += stepFee;
    left -= needed + stepFee;
    sqrtPrice = target;
    if (target !== next.sqrtPrice) {
      if (left > 0n) return outOfLiquidity(amountIn - left);
      return { ok: true, amountOut, fee, sqrtPrice, liquidity, tick: null };
    }
    liquidity += aToB ? -next.liquidityNet : next.liquidityNet;
    tick = aToB ? next.index - 1 : next.index;
    position += step;
    if (left === 0n) return { ok: true, amountOut, fee, sqrtPrice, liquidity, tick };
  }
}

/** A tick’s price, moved to what a swap may reach. */
export function withinRange(sqrtPrice: bigint): bigint {
  if (sqrtPrice < MIN_SQRT_PRICE) return MIN_SQRT_PRICE;
  return sqrtPrice > MAX_SQRT_PRICE ? MAX_SQRT_PRICE : sqrtPrice;
}
