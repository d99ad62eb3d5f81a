import { ceilDiv } from '../../common/amount.js';
import { largestGross } from '../fixed-point.js';
import type { DlmmBin, DlmmState, DlmmVolatility } from './dlmm-state.js';
import { accumulatorAt, FEE_SCALE, feeRate, referencesAt } from './dlmm-volatility.js';

const ROUND_UP = (1n << 64n) - 1n;

/** A bin with liquidity, as a swap meets it on its way; amounts of taking all of it, base units. */
export interface BinStep {
  readonly position: number;
  readonly bin: DlmmBin;
  /** What it offers, base units of the output: the layers in the order in which they are taken. */
  readonly liquidity: bigint;
  readonly processed: bigint;
  readonly open: bigint;
  readonly output: bigint;
  readonly accumulator: number;
  /** Over {@link FEE_SCALE}. */
  readonly rate: bigint;
  /** Input without a fee on it: for the liquidity providers' part, and for all layers, each rounded by itself. */
  readonly liquidityIn: bigint;
  readonly net: bigint;
  /** What it takes with a fee on the input. */
  readonly gross: bigint;
  /** What the bins before have taken and given, fees included and taken off, and the fees. */
  readonly inBefore: bigint;
  readonly outBefore: bigint;
  readonly feeBefore: bigint;
}

/**
 * The bins that a swap in one direction meets, worked out no further than quotes have reached: a pool of many bins is
 * quoted for many amounts before its state changes, and each needs only the bin in which it ends.
 */
export class BinWalk {
  readonly feeOnInput: boolean;
  readonly references: DlmmVolatility;
  private readonly steps: BinStep[] = [];
  private next: number;
  private inTotal = 0n;
  private outTotal = 0n;
  private feeTotal = 0n;

  constructor(
    readonly state: DlmmState,
    readonly aToB: boolean,
    readonly now: number,
  ) {
    this.feeOnInput = state.fees.mode === 'input' || !aToB;
    this.references = referencesAt(state, now);
    this.next = binsBelow(state.bins, aToB ? state.activeId + 1 : state.activeId) - (aToB ? 1 : 0);
  }

  /** The n-th bin with liquidity, from 0; `undefined` past the last. */
  step(n: number): BinStep | undefined {
    while (this.steps.length <= n) {
      const step = this.walkOn();
      if (!step) return undefined;
      this.steps.push(step);
    }
    return this.steps[n];
  }

  /** Number of the bin in which a swap ends: how many it takes whole; −1 when it takes all and has something left. */
  endOf(amountIn: bigint): number {
    while (this.inTotal <= amountIn && this.step(this.steps.length));
    let low = 0;
    let high = this.steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.steps[middle] as BinStep).inBefore <= amountIn) low = middle + 1;
      else high = middle;
    }
    // Where a bin is just full, or a unit more is lost to its fee, the next one gets nothing.
    const [before, last] = [this.steps[low - 2], this.steps[low - 1]];
    if (before && amountIn < this.passedFrom(before)) return low - 2;
    return last && amountIn < this.passedFrom(last) ? low - 1 : -1;
  }

  /** The largest input that all bins together take. */
  capacity(): bigint {
    while (this.step(this.steps.length));
    const last = this.steps.at(-1);
    if (!last) return 0n;
    return this.feeOnInput ? last.inBefore + largestGross(last.net, last.rate, FEE_SCALE) : this.inTotal;
  }

  /** The least swap that has something left after the bin, of which its fee, rounded up, leaves a unit. */
  private passedFrom({ inBefore, net, rate }: BinStep): bigint {
    return inBefore + (this.feeOnInput ? ceilDiv((net + 1n) * FEE_SCALE, FEE_SCALE - rate) : net + 1n);
  }

  private walkOn(): BinStep | undefined {
    const { bins, fees, binStep, limitOrders } = this.state;
    for (;;) {
      const position = this.next;
      const bin = bins[position];
      if (!bin) return undefined;
      this.next += this.aToB ? -1 : 1;
      const liquidity = this.aToB ? bin.y : bin.x;
      let [processed, open, output] = [0n, 0n, liquidity];
      // Selling X meets the orders that sell Y, and the other way round.
      if (limitOrders && bin.askSide !== this.aToB) {
        processed = bin.processedOrders;
        open = bin.openOrders;
        output += processed + open;
      }
      if (output === 0n) continue;
      const before = this.steps.at(-1);
      const accumulator = accumulatorAt(fees, this.references, bin.id);
      const rate = before?.accumulator === accumulator ? before.rate : feeRate(fees, binStep, accumulator);
      const liquidityIn = inputFor(liquidity, bin.price, this.aToB);
      let net = liquidityIn;
      if (processed > 0n) net += inputFor(processed, bin.price, this.aToB);
      if (open > 0n) net += inputFor(open, bin.price, this.aToB);
      const [inBefore, outBefore, feeBefore] = [this.inTotal, this.outTotal, this.feeTotal];
      const fee = this.feeOnInput ? ceilDiv(net * rate, FEE_SCALE - rate) : ceilDiv(output * rate, FEE_SCALE);
      const gross = this.feeOnInput ? net + fee : net;
      this.inTotal += gross;
      this.outTotal += this.feeOnInput ? output : output - fee;
      this.feeTotal += fee;
      return {
        position,
        bin,
        liquidity,
        processed,
        open,
        output,
        accumulator,
        rate,
        liquidityIn,
        net,
        gross,
        inBefore,
        outBefore,
        feeBefore,
      };
    }
  }
}

/** How many bins have an id below `id`. */
function binsBelow(bins: readonly DlmmBin[], id: number): number {
  let low = 0;
  let high = bins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bins[middle] as DlmmBin).id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The least input that buys all of `amount` at a price, Q64.64. */
export function inputFor(amount: bigint, price: bigint, aToB: boolean): bigint {
  if (amount === 0n) return 0n;
  return aToB ? ceilDiv(amount << 64n, price) : (amount * price + ROUND_UP) >> 64n;
}
