import type { SwapEffect, SwapQuote } from './venue.js';

/** A swap's figures with the state that it leaves behind; field by field, for a spread costs several times the swap. */
export function effectOf<State>(quote: SwapQuote, state: State): SwapEffect<State> {
  const { amountIn, amountOut, fee, feeSide, priceAfter } = quote;
  return { ok: true, amountIn, amountOut, fee, feeSide, priceAfter, state };
}
