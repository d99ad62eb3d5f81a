import { effectOf } from '../effect.js';
import { priceOfSqrt } from '../fixed-point.js';
import { VAULT_SHORT, ZERO_OUTPUT } from '../refusals.js';
import type { Segment } from '../segment.js';
import { Venue, type Price, type Refusal, type SwapEffect, type SwapQuote, type SwapRequest } from '../venue.js';
import { segmentsOf } from './clmm-segments.js';
import { clmmFromJson, clmmToJson, type ClmmState } from './clmm-state.js';
import { swapOver, type ClmmSwap } from './clmm-swap.js';
import { tickAtSqrtPrice } from './clmm-ticks.js';

/**
 * Raydium's concentrated liquidity (program `amm_v3`): liquidity changes at initialised ticks, the fee is taken from
 * the input and kept apart from the liquidity.
 */
export class RaydiumClmm extends Venue<ClmmState> {
  readonly id = 'raydium-clmm';
  readonly name = 'Raydium CLMM';

  quote(state: ClmmState, swap: SwapRequest): SwapQuote | Refusal {
    const outcome = outcomeOf(state, swap);
    return outcome.ok ? quoted(swap, outcome) : outcome;
  }

  apply(state: ClmmState, swap: SwapRequest): SwapEffect<ClmmState> | Refusal {
    const outcome = outcomeOf(state, swap);
    if (!outcome.ok) return outcome;
    const { amountOut, sqrtPrice, liquidity, tick } = outcome;
    const [deltaA, deltaB] = swap.aToB ? [swap.amountIn, -amountOut] : [-amountOut, swap.amountIn];
    const after: ClmmState = {
      ...state,
      sqrtPrice,
      liquidity,
      tick: tick ?? tickAtSqrtPrice(sqrtPrice),
      vaultA: state.vaultA + deltaA,
      vaultB: state.vaultB + deltaB,
    };
    return effectOf(quoted(swap, outcome), after);
  }

  price(state: ClmmState): Price {
    return priceOfSqrt(state.sqrtPrice);
  }

  segments(state: ClmmState, aToB: boolean, _now: number, upTo?: bigint): readonly Segment[] {
    return segmentsOf(state, aToB, upTo);
  }

  holdings(state: ClmmState): readonly [bigint, bigint] {
    return [state.vaultA, state.vaultB];
  }

  toJson(state: ClmmState): unknown {
    return clmmToJson(state);
  }

  fromJson(json: unknown): ClmmState {
    return clmmFromJson(json);
  }
}

function outcomeOf(state: ClmmState, { aToB, amountIn }: SwapRequest): ClmmSwap | Refusal {
  if (amountIn <= 0n) return ZERO_OUTPUT;
  const outcome = swapOver(state, aToB, amountIn);
  if (!outcome.ok) return outcome;
  if (outcome.amountOut === 0n) return ZERO_OUTPUT;
  if (outcome.amountOut > (aToB ? state.vaultB : state.vaultA)) return VAULT_SHORT;
  return outcome;
}

function quoted({ amountIn }: SwapRequest, { amountOut, fee, sqrtPrice }: ClmmSwap): SwapQuote {
  return { ok: true, amountIn, amountOut, fee, feeSide: 'in', priceAfter: priceOfSqrt(sqrtPrice) };
}
