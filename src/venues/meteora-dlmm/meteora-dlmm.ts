import { effectOf } from '../effect.js';
import { Q64 } from '../fixed-point.js';
import { INACTIVE, VAULT_SHORT, ZERO_OUTPUT } from '../refusals.js';
import type { Segment } from '../segment.js';
import {
  Venue,
  type Price,
  type Quoter,
  type Refusal,
  type SwapEffect,
  type SwapQuote,
  type SwapRequest,
} from '../venue.js';
import { priceOfBin } from './dlmm-price.js';
import { segmentsOf } from './dlmm-segments.js';
import { dlmmFromJson, dlmmToJson, type DlmmBin, type DlmmState } from './dlmm-state.js';
import { fillsOf, swapOver, type BinFill, type DlmmSwap } from './dlmm-swap.js';
import { BinWalk } from './dlmm-walk.js';

/**
 * Meteora's DLMM (program `lb_clmm`): liquidity in bins of one price each (Liquidity Book whitepaper, Trader Joe),
 * a fee that grows with every bin that is crossed, and limit orders within the bins.
 */
export class MeteoraDlmm extends Venue<DlmmState> {
  readonly id = 'meteora-dlmm';
  readonly name = 'Meteora DLMM';
  override readonly quotesDependOnTime = true;

  quote(state: DlmmState, { aToB, amountIn, now }: SwapRequest): SwapQuote | Refusal {
    return this.quoter(state, aToB, now)(amountIn);
  }

  override quoter(state: DlmmState, aToB: boolean, now: number): Quoter {
    const walk = new BinWalk(state, aToB, now);
    return (amountIn) => {
      const outcome = outcomeOf(walk, amountIn);
      return outcome.ok ? quoted(walk, amountIn, outcome) : outcome;
    };
  }

  apply(state: DlmmState, { aToB, amountIn, now }: SwapRequest): SwapEffect<DlmmState> | Refusal {
    const walk = new BinWalk(state, aToB, now);
    const outcome = outcomeOf(walk, amountIn);
    if (!outcome.ok) return outcome;
    const bins = [...state.bins];
    for (const fill of fillsOf(walk, outcome)) {
      bins[fill.position] = filled(bins[fill.position] as DlmmBin, fill, aToB);
    }
    const [deltaX, deltaY] = aToB ? [amountIn, -outcome.amountOut] : [-outcome.amountOut, amountIn];
    const after: DlmmState = {
      ...state,
      activeId: outcome.bin.id,
      volatility: outcome.volatility,
      vaultX: state.vaultX + deltaX,
      vaultY: state.vaultY + deltaY,
      bins,
    };
    return effectOf(quoted(walk, amountIn, outcome), after);
  }

  price({ activeId, binStep }: DlmmState): Price {
    return { numerator: priceOfBin(activeId, binStep), denominator: Q64 };
  }

  segments(state: DlmmState, aToB: boolean, now: number, upTo?: bigint): readonly Segment[] {
    return state.enabled ? segmentsOf(state, aToB, now, upTo) : [];
  }

  holdings(state: DlmmState): readonly [bigint, bigint] {
    return [state.vaultX, state.vaultY];
  }

  toJson(state: DlmmState): unknown {
    return dlmmToJson(state);
  }

  fromJson(json: unknown): DlmmState {
    return dlmmFromJson(json);
  }
}

function outcomeOf(walk: BinWalk, amountIn: bigint): DlmmSwap | Refusal {
  const { state, aToB } = walk;
  if (!state.enabled) return INACTIVE;
  if (amountIn <= 0n) return ZERO_OUTPUT;
  const outcome = swapOver(walk, amountIn);
  if (!outcome.ok) return outcome;
  if (outcome.amountOut === 0n) return ZERO_OUTPUT;
  if (outcome.amountOut > (aToB ? state.vaultY : state.vaultX)) return VAULT_SHORT;
  return outcome;
}

function quoted({ feeOnInput }: BinWalk, amountIn: bigint, { amountOut, fee, bin }: DlmmSwap): SwapQuote {
  const feeSide = feeOnInput ? 'in' : 'out';
  return { ok: true, amountIn, amountOut, fee, feeSide, priceAfter: { numerator: bin.price, denominator: Q64 } };
}

/**
 * The bin after a swap. What fills orders belongs to their owners, not to the bin; open orders that a swap has
 * reached are processed ones from then on.
 */
function filled(bin: DlmmBin, fill: BinFill, aToB: boolean): DlmmBin {
  const reached = fill.openOut > 0n;
  return {
    id: bin.id,
    x: aToB ? bin.x + fill.liquidityIn : bin.x - fill.liquidityOut,
    y: aToB ? bin.y - fill.liquidityOut : bin.y + fill.liquidityIn,
    openOrders: reached ? 0n : bin.openOrders,
    processedOrders: reached ? bin.openOrders - fill.openOut : bin.processedOrders - fill.processedOut,
    askSide: bin.askSide,
    price: bin.price,
  };
}
