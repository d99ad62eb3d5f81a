import { ceilDiv } from '../../common/amount.js';
import { outOfLiquidity } from '../refusals.js';
import type { Refusal } from '../venue.js';
import type { DlmmBin, DlmmVolatility } from './dlmm-state.js';
import { FEE_SCALE } from './dlmm-volatility.js';
import { inputFor, type BinStep, type BinWalk } from './dlmm-walk.js';

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
  /** How many bins before it took all of. */
  readonly passed: number;
  /** What it took from the last. */
  readonly last: BinFill;
}

/** Takes whole bins until the amount ends in one. */
export function swapOver(walk: BinWalk, amountIn: bigint): DlmmSwap | Refusal {
  const passed = walk.endOf(amountIn);
  if (passed < 0) return outOfLiquidity(walk.capacity());
  const step = walk.step(passed) as BinStep;
  const { aToB, now, feeOnInput, references } = walk;
  const left = amountIn - step.inBefore;
  const net = feeOnInput ? left - ceilDiv(left * step.rate, FEE_SCALE) : left;
  const last = partOf(step, net, aToB);
  const out = last.liquidityOut + last.processedOut + last.openOut;
  const fee = feeOnInput ? left - net : ceilDiv(out * step.rate, FEE_SCALE);
  return {
    ok: true,
    amountOut: step.outBefore + (feeOnInput ? out : out - fee),
    fee: step.feeBefore + fee,
    bin: step.bin,
    volatility: {
      accumulator: step.accumulator,
      reference: references.reference,
      indexReference: references.indexReference,
      lastUpdate: Math.max(now, references.lastUpdate),
    },
    passed,
    last,
  };
}

/** All bins that a swap took something from. */
export function fillsOf(walk: BinWalk, { passed, last }: DlmmSwap): readonly BinFill[] {
  const fills: BinFill[] = [];
  for (let n = 0; n < passed; n += 1) {
    const { position, liquidityIn, liquidity, processed, open } = walk.step(n) as BinStep;
    fills.push({ position, liquidityIn, liquidityOut: liquidity, processedOut: processed, openOut: open });
  }
  fills.push(last);
  return fills;
}

/**
 * What `net` of input, at most what the bin takes, buys there: the liquidity providers' amount goes first, then
 * processed orders, then open ones, each rounded by itself.
 */
function partOf(step: BinStep, net: bigint, aToB: boolean): BinFill {
  const { position, bin, liquidity, processed, open } = step;
  const all = net >= step.liquidityIn;
  const liquidityIn = all ? step.liquidityIn : net;
  const liquidityOut = all ? liquidity : outputFor(net, bin.price, aToB);
  let rest = net - liquidityIn;
  let [processedOut, openOut] = [0n, 0n];
  if (rest > 0n && processed > 0n) {
    const most = inputFor(processed, bin.price, aToB);
    processedOut = rest >= most ? processed : outputFor(rest, bin.price, aToB);
    rest = rest >= most ? rest - most : 0n;
  }
  if (rest > 0n && open > 0n) {
    const most = inputFor(open, bin.price, aToB);
    openOut = rest >= most ? open : outputFor(rest, bin.price, aToB);
  }
  return { position, liquidityIn, liquidityOut, processedOut, openOut };
}

/** What `amount` buys at a price, Q64.64. */
function outputFor(amount: bigint, price: bigint, aToB: boolean): bigint {
  return aToB ? (amount * price) >> 64n : (amount << 64n) / price;
}
