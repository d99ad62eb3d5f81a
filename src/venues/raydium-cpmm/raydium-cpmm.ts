import { ceilDiv, MAX_BASE_UNITS } from '../../common/amount.js';
import { effectOf } from '../effect.js';
import { outOfLiquidity, ZERO_OUTPUT } from '../refusals.js';
import type { Segment } from '../segment.js';
import { Venue, type Price, type Refusal, type SwapEffect, type SwapQuote, type SwapRequest } from '../venue.js';
import { cpmmFromJson, cpmmToJson, PPM, type CpmmState } from './cpmm-state.js';

/**
 * Raydium's constant product pool (program `raydium_cp_swap`): x·y = k on the input after the trade fee. The fee
 * stays in the pool but for the protocol's and the fund's share (Uniswap v2 whitepaper, sections 2 and 3, with fees
 * accrued apart).
 */
export class RaydiumCpmm extends Venue<CpmmState> {
  readonly id = 'raydium-cpmm';
  readonly name = 'Raydium CPMM';

  quote(state: CpmmState, { aToB, amountIn }: SwapRequest): SwapQuote | Refusal {
    const reserveIn = aToB ? state.reserveA : state.reserveB;
    const reserveOut = aToB ? state.reserveB : state.reserveA;
    const fee = ceilDiv(amountIn * state.tradeFeePpm, PPM);
    const net = amountIn - fee;
    if (net <= 0n) return ZERO_OUTPUT;
    const amountOut = (net * reserveOut) / (reserveIn + net);
    if (amountOut === 0n) return ZERO_OUTPUT;
    const room = roomOf(state, aToB);
    if (amountIn > room) return outOfLiquidity(room);
    return swapped(state, aToB, amountIn, amountOut, fee);
  }

  apply(state: CpmmState, swap: SwapRequest): SwapEffect<CpmmState> | Refusal {
    const quote = this.quote(state, swap);
    if (!quote.ok) return quote;
    const { amountIn, amountOut, fee } = quote;
    const protocol = (fee * state.protocolFeePpm) / PPM;
    const fund = (fee * state.fundFeePpm) / PPM;
    const kept = amountIn - protocol - fund;
    const [a, b] = swap.aToB ? [1n, 0n] : [0n, 1n];
    // Field by field: a spread of the state costs several times what the swap does.
    const after: CpmmState = {
      reserveA: state.reserveA + (swap.aToB ? kept : -amountOut),
      reserveB: state.reserveB + (swap.aToB ? -amountOut : kept),
      protocolFeesA: state.protocolFeesA + a * protocol,
      protocolFeesB: state.protocolFeesB + b * protocol,
      fundFeesA: state.fundFeesA + a * fund,
      fundFeesB: state.fundFeesB + b * fund,
      tradeFeePpm: state.tradeFeePpm,
      protocolFeePpm: state.protocolFeePpm,
      fundFeePpm: state.fundFeePpm,
    };
    return effectOf(quote, after);
  }

  /**
   * The least input that buys `amountOut` (> 0) base units.
   * @returns OUT_OF_LIQUIDITY when the pool holds no more than that.
   */
  quoteExactOut(state: CpmmState, aToB: boolean, amountOut: bigint): SwapQuote | Refusal {
    const reserveIn = aToB ? state.reserveA : state.reserveB;
    const reserveOut = aToB ? state.reserveB : state.reserveA;
    if (amountOut <= 0n) return ZERO_OUTPUT;
    if (amountOut >= reserveOut) return outOfLiquidity();
    const net = ceilDiv(reserveIn * amountOut, reserveOut - amountOut);
    const amountIn = ceilDiv(net * PPM, PPM - state.tradeFeePpm);
    const room = roomOf(state, aToB);
    if (amountIn > room) return outOfLiquidity(room);
    return swapped(state, aToB, amountIn, amountOut, amountIn - net);
  }

  price(state: CpmmState): Price {
    return { numerator: state.reserveB, denominator: state.reserveA };
  }

  segments(state: CpmmState, aToB: boolean): readonly Segment[] {
    const [x, y] = aToB ? [state.reserveA, state.reserveB] : [state.reserveB, state.reserveA];
    const feeIn = Number(state.tradeFeePpm) / Number(PPM);
    return [{ kind: 'product', x: Number(x), y: Number(y), feeIn, feeOut: 0, maxIn: roomOf(state, aToB) }];
  }

  holdings(state: CpmmState): readonly [bigint, bigint] {
    return [
      state.reserveA + state.protocolFeesA + state.fundFeesA,
      state.reserveB + state.protocolFeesB + state.fundFeesB,
    ];
  }

  toJson(state: CpmmState): unknown {
    return cpmmToJson(state);
  }

  fromJson(json: unknown): CpmmState {
    return cpmmFromJson(json);
  }
}

function swapped(state: CpmmState, aToB: boolean, amountIn: bigint, amountOut: bigint, fee: bigint): SwapQuote {
  const accrued = (fee * state.protocolFeePpm) / PPM + (fee * state.fundFeePpm) / PPM;
  const kept = amountIn - accrued;
  const priceAfter = aToB
    ? { numerator: state.reserveB - amountOut, denominator: state.reserveA + kept }
    : { numerator: state.reserveB + kept, denominator: state.reserveA - amountOut };
  return { ok: true, amountIn, amountOut, fee, feeSide: 'in', priceAfter };
}

/** What still fits into the vault of the token sold: a token account holds at most 2^64 − 1 base units. */
function roomOf(state: CpmmState, aToB: boolean): bigint {
  return aToB
    ? MAX_BASE_UNITS - state.reserveA - state.protocolFeesA - state.fundFeesA
    : MAX_BASE_UNITS - state.reserveB - state.protocolFeesB - state.fundFeesB;
}
