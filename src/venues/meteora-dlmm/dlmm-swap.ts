import { ceilDiv } from '../../common/amount.js';
import { largestGross } from '../fixed-point.js';
import { outOfLiquidity } from '../refusals.js';
import type { Refusal } from '../venue.js';
import type { DlmmBin, DlmmState, DlmmVolatility } from './dlmm-state.js';
import { accumulatorAt, FEE_SCALE, feeRate, referencesAt } from './dlmm-volatility.js';

/** What a swap took from one bin, base units of the output but for `liquidityIn`. */
export interface BinFill {
  readonly position: number;
  /** Input that becomes the liquidity providers'. */
  readonly liquidityIn: bigint;
  readonly liquidityOut: bigint;
  readonly processedOut: bigint;
  readonly openOut: bigint;
}

/** Where a swap ends. */
export interface DlmmSwap {
  readonly ok: true;
  readonly amountOut: bigint;
  readonly fee: bigint;
  /** The bin it ended in. */
  readonly bin: DlmmBin;
  readonly volatility: DlmmVolatility;
}

const ROUND_UP = (1n << 64n) - 1n;

/** How many bins have an id below `id`. */
export function binsBelow(bins: readonly DlmmBin[], id: number): number {
  let low = 0;
  let high = bins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bins[middle] as DlmmBin).id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Walks from bin to bin until nothing of the input is left. Within a bin, the liquidity providers' amount goes first,
 * then processed orders, then open ones, each rounded by itself. What was taken is added to `fills`, where given.
 */
export function swapOver(
  state: DlmmState,
  aToB: boolean,
  amountIn: bigint,
  now: number,
  fills?: BinFill[],
): DlmmSwap | Refusal {
  const { bins, fees, binStep } = state;
  const references = referencesAt(state, now);
  const feeOnInput = fees.mode === 'input' || !aToB;
  const step = aToB ? -1 : 1;
  let position = binsBelow(bins, aToB ? state.activeId + 1 : state.activeId) - (aToB ? 1 : 0);
  let left = amountIn;
  let amountOut = 0n;
  let fee = 0n;
  let accumulator = -1;
  let rate = 0n;
  let slack = 0n;
  for (; ; position += step) {
    const bin = bins[position];
    if (!bin) return outOfLiquidity(amountIn - left + slack);
    const { liquidity, processed, open } = liquidityOf(state, bin, aToB);
    if (liquidity === 0n && processed === 0n && open === 0n) continue;

    const volatile = accumulatorAt(fees, references, bin.id);
    if (volatile !== accumulator) {
      accumulator = volatile;
      rate = feeRate(fees, binStep, accumulator);
    }
    let binFee = feeOnInput ? ceilDiv(left * rate, FEE_SCALE) : 0n;
    const net = left - binFee;
    let rest = net;

    const liquidityMost = inputFor(liquidity, bin.price, aToB);
    const liquidityFull = rest >= liquidityMost;
    const liquidityIn = liquidityFull ? liquidityMost : rest;
    const liquidityOut = liquidityFull ? liquidity : outputFor(rest, bin.price, aToB);
    rest -= liquidityIn;
    let [processedOut, openOut] = [0n, 0n];
    if (rest > 0n && processed > 0n) {
      const most = inputFor(processed, bin.price, aToB);
      processedOut = rest >= most ? processed : outputFor(rest, bin.price, aToB);
      rest = rest >= most ? rest - most : 0n;
    }
    if (rest > 0n && open > 0n) {
      const most = inputFor(open, bin.price, aToB);
      openOut = rest >= most ? open : outputFor(rest, bin.price, aToB);
      rest = rest >= most ? rest - most : 0n;
    }

    const used = net - rest;
    let gross = left;
    if (rest > 0n) {
      if (feeOnInput) binFee = ceilDiv(used * rate, FEE_SCALE - rate);
      gross = used + binFee;
      slack = feeOnInput ? largestGross(used, rate, FEE_SCALE) - gross : 0n;
    }
    let out = liquidityOut + processedOut + openOut;
    if (!feeOnInput) {
      binFee = ceilDiv(out * rate, FEE_SCALE);
      out -= binFee;
    }
    amountOut += out;
    fee += binFee;
    left -= gross;
    fills?.push({ position, liquidityIn, liquidityOut, processedOut, openOut });
    if (left === 0n) {
      const lastUpdate = Math.max(now, references.lastUpdate);
      return { ok: true, amountOut, fee, bin, volatility: { ...references, accumulator, lastUpdate } };
    }
  }
}

/** What a bin offers a swap: the layers in the order in which they are taken, base units of the output. */
interface Layers {
  readonly liquidity: bigint;
  readonly processed: bigint;
  readonly open: bigint;
}

/** Selling X meets the orders that sell Y, and the other way round. */
export function liquidityOf({ limitOrders }: DlmmState, bin: DlmmBin, aToB: boolean): Layers {
  const orders = limitOrders && bin.askSide !== aToB;
  return {
    liquidity: aToB ? bin.y : bin.x,
    processed: orders ? bin.processedOrders : 0n,
    open: orders ? bin.openOrders : 0n,
  };
}

/** The least input that buys all of `amount` at a price, Q64.64. */
export function inputFor(amount: bigint, price: bigint, aToB: boolean): bigint {
  if (amount === 0n) return 0n;
  return aToB ? ceilDiv(amount << 64n, price) : (amount * price + ROUND_UP) >> 64n;
}

/** What `amount` buys at a price, Q64.64. */
function outputFor(amount: bigint, price: bigint, aToB: boolean): bigint {
  return aToB ? (amount * price) >> 64n : (amount << 64n) / price;
}
