import { ceilDiv } from '../../common/amount.js';
import { effectOf } from '../effect.js';
import { largestGross, priceOfSqrt } from '../fixed-point.js';
import { INACTIVE, outOfLiquidity, VAULT_SHORT, ZERO_OUTPUT } from '../refusals.js';
import type { Segment } from '../segment.js';
import { Venue, type Price, type Refusal, type SwapEffect, type SwapQuote, type SwapRequest } from '../venue.js';
import { FEE_SCALE, feeNumerator, volatilityAfter } from './damm-fees.js';
import { amountABetween, amountBBetween, maxNetA, maxNetB, sqrtPriceAfterA, sqrtPriceAfterB } from './damm-math.js';
import { dammFromJson, dammToJson, type DammState } from './damm-state.js';

interface Outcome {
  readonly amountOut: bigint;
  readonly fee: bigint;
  readonly feeSide: 'in' | 'out';
  readonly sqrtPrice: bigint;
}

/**
 * Meteora's DAMM v2 (program `cp_amm`): one range of concentrated liquidity, fees apart from the liquidity, and an
 * optional volatility fee. A quote charges the volatility that the pool has stored, whatever the time; `apply` then
 * renews that memory the way the program does, so that the *next* quote sees it.
 */
export class MeteoraDammV2 extends Venue<DammState> {
  readonly id = 'meteora-damm-v2';
  readonly name = 'Meteora DAMM v2';
  override readonly quotesDependOnTime = true;

  quote(state: DammState, swap: SwapRequest): SwapQuote | Refusal {
    const outcome = outcomeOf(state, swap);
    return 'code' in outcome ? outcome : quoted(swap, outcome);
  }

  apply(state: DammState, swap: SwapRequest): SwapEffect<DammState> | Refusal {
    const outcome = outcomeOf(state, swap);
    if ('code' in outcome) return outcome;
    const { amountOut, sqrtPrice } = outcome;
    const [deltaA, deltaB] = swap.aToB ? [swap.amountIn, -amountOut] : [-amountOut, swap.amountIn];
    const after: DammState = {
      ...state,
      sqrtPrice,
      vaultA: state.vaultA + deltaA,
      vaultB: state.vaultB + deltaB,
      volatility: state.volatility && volatilityAfter(state.volatility, state.sqrtPrice, sqrtPrice, swap.now),
    };
    return effectOf(quoted(swap, outcome), after);
  }

  price(state: DammState): Price {
    return priceOfSqrt(state.sqrtPrice);
  }

  segments(state: DammState, aToB: boolean, now: number): readonly Segment[] {
    if (!isOpen(state, now)) return [];
    const { maxIn, feeOnInput, numerator } = termsOf(state, aToB);
    if (maxIn <= 0n) return [];
    const [liquidity, sqrtPrice] = [Number(state.liquidity), Number(state.sqrtPrice)];
    const [a, b] = [liquidity / sqrtPrice, (liquidity / 2 ** 128) * sqrtPrice];
    const fee = Number(numerator) / Number(FEE_SCALE);
    const [feeIn, feeOut] = feeOnInput ? [fee, 0] : [0, fee];
    return [{ kind: 'product', x: aToB ? a : b, y: aToB ? b : a, feeIn, feeOut, maxIn }];
  }

  holdings(state: DammState): readonly [bigint, bigint] {
    return [state.vaultA, state.vaultB];
  }

  toJson(state: DammState): unknown {
    return dammToJson(state);
  }

  fromJson(json: unknown): DammState {
    return dammFromJson(json);
  }
}

function isOpen(state: DammState, now: number): boolean {
  return state.enabled && now >= state.activeFrom;
}

/** The fee of a swap in one direction, and the largest input, fee included. */
function termsOf(state: DammState, aToB: boolean): { numerator: bigint; feeOnInput: boolean; maxIn: bigint } {
  const numerator = feeNumerator(state);
  const feeOnInput = state.feeMode === 'only-b' && !aToB;
  const net = aToB ? maxNetA(state) : maxNetB(state);
  return { numerator, feeOnInput, maxIn: feeOnInput ? largestGross(net, numerator, FEE_SCALE) : net };
}

function outcomeOf(state: DammState, { aToB, amountIn, now }: SwapRequest): Outcome | Refusal {
  if (!isOpen(state, now)) return INACTIVE;
  const { liquidity, sqrtPrice: before } = state;
  const numerator = feeNumerator(state);
  const feeOnInput = state.feeMode === 'only-b' && !aToB;
  let fee = feeOnInput ? ceilDiv(amountIn * numerator, FEE_SCALE) : 0n;
  const net = amountIn - fee;
  if (net <= 0n) return ZERO_OUTPUT;

  const sqrtPrice = aToB ? sqrtPriceAfterA(liquidity, before, net) : sqrtPriceAfterB(liquidity, before, net);
  if (sqrtPrice < state.sqrtMinPrice || sqrtPrice > state.sqrtMaxPrice) {
    return outOfLiquidity(termsOf(state, aToB).maxIn);
  }
  let amountOut = aToB ? amountBBetween(liquidity, sqrtPrice, before) : amountABetween(liquidity, before, sqrtPrice);
  if (!feeOnInput) {
    fee = ceilDiv(amountOut * numerator, FEE_SCALE);
    amountOut -= fee;
  }
  if (amountOut <= 0n) return ZERO_OUTPUT;
  if (amountOut > (aToB ? state.vaultB : state.vaultA)) return VAULT_SHORT;
  return { amountOut, fee, feeSide: feeOnInput ? 'in' : 'out', sqrtPrice };
}

function quoted({ amountIn }: SwapRequest, { amountOut, fee, feeSide, sqrtPrice }: Outcome): SwapQuote {
  return { ok: true, amountIn, amountOut, fee, feeSide, priceAfter: priceOfSqrt(sqrtPrice) };
}
