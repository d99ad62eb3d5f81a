import { effectOf } from '../effect.js';
import { Q64 } from '../fixed-point.js';
import { INACTIVE, VAULT_SHORT, ZERO_OUTPUT } from '../refusals.js';
import type { Segment } from '../segment.js';
import { Venue, type Price, type Refusal, type SwapEffect, type SwapQuote, type SwapRequest } from '../venue.js';
import { priceOfBin } from './dlmm-price.js';
import { segmentsOf } from './dlmm-segments.js';
import { dlmmFromJson, dlmmToJson, type DlmmBin, type DlmmState } from './dlmm-state.js';
import { swapOver, type BinFill, type DlmmSwap } from './dlmm-swap.js';

/**
 * Meteora's DLMM (program `lb_clmm`): liquidity in bins of one price each (Liquidity Book whitepaper, Trader Joe),
 * a fee that grows with every bin that is crossed, and limit orders within the bins.
 */
export class MeteoraDlmm extends Venue<DlmmState> {
  readonly id = 'meteora-dlmm';
  readonly name = 'Meteora DLMM';
  override readonly quotesDependOnTime = true;

  quote(state: DlmmState, swap: SwapRequest): SwapQuote | Refusal {
    const outcome = outcomeOf(state, swap);
    return outcome.ok ? quoted(state, swap, outcome) : outcome;
  }

  apply(state: DlmmState, swap: SwapRequest): SwapEffect<DlmmState> | Refusal {
    const fills: BinFill[] = [];
    const outcome = outcomeOf(state, swap, fills);
    if (!outcome.ok) return outcome;
    const bins = [...state.bins];
    for (const fill of fills) bins[fill.position] = filled(bins[fill.position] as DlmmBin, fill, swap.aToB);
    const [deltaX, deltaY] = swap.aToB ? [swap.amountIn, -outcome.amountOut] : [-outcome.amountOut, swap.amountIn];
    const after: DlmmState = {
      ...state,
      activeId: outcome.bin.id,
      volatility: outcome.volatility,
      vaultX: state.vaultX + deltaX,
      vaultY: state.vaultY + deltaY,
      bins,
    };
    return effectOf(quoted(state, swap, outcome), after);
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

function outcomeOf(state: DlmmState, { aToB, amountIn, now }: SwapRequest, fills?: BinFill[]): DlmmSwap | Refusal {
  if (!state.enabled) return INACTIVE;
  if (amountIn <= 0n) return ZERO_OUTPUT;
  const outcome = swapOver(state, aToB, amountIn, now, fills);
  if (!outcome.ok) return outcome;
  if (outcome.amountOut === 0n) return ZERO_OUTPUT;
  if (outcome.amountOut > (aToB ? state.vaultY : state.vaultX)) return VAULT_SHORT;
  return outcome;
}

function quoted({ fees }: DlmmState, { aToB, amountIn }: SwapRequest, { amountOut, fee, bin }: DlmmSwap): SwapQuote {
  const feeSide = fees.mode === 'input' || !aToB ? 'in' : 'out';
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
