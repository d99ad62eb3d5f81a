import type { RefusalCode, SwapQuote, SwapRequest, Venue } from '../venue.js';

/** One swap with what the real program gave for it. */
export interface VectorCase {
  readonly venue: Venue;
  readonly state: unknown;
  readonly swap: SwapRequest;
  readonly expected: Expected;
}

export interface Expected {
  /** Base units; `null`: the program refused. */
  readonly amountOut: bigint | null;
  /** Which refusal, where the vector tells. */
  readonly refusal?: RefusalCode;
  readonly fee?: bigint;
  /** Q64.64. */
  readonly sqrtPriceAfter?: bigint;
}

/** Runs one vector through its venue. @returns what differs, or null when all is equal. */
export function difference({ venue, state, swap, expected }: VectorCase): string | null {
  const quote = venue.quote(state, swap);
  if (!quote.ok) {
    const wanted = expected.amountOut === null ? (expected.refusal ?? quote.code) : 'an output';
    // A program that lets a zero output through and a venue that refuses it agree that nothing can be bought.
    const accepted = expected.amountOut === 0n ? 'ZERO_OUTPUT' : wanted;
    return quote.code === accepted ? null : `expected ${describe(expected)}, refused with ${quote.code}`;
  }
  if (expected.amountOut !== quote.amountOut) return `expected ${describe(expected)}, got ${quote.amountOut}`;
  if (expected.fee !== undefined && expected.fee !== quote.fee) return `expected fee ${expected.fee}, got ${quote.fee}`;
  return priceDifference(quote, expected) ?? effectDifference(venue, state, swap, quote);
}

function describe({ amountOut, refusal }: Expected): string {
  return amountOut === null ? `a refusal${refusal ? ` (${refusal})` : ''}` : `${amountOut}`;
}

function priceDifference({ priceAfter }: SwapQuote, { sqrtPriceAfter }: Expected): string | null {
  if (sqrtPriceAfter === undefined) return null;
  const equal = priceAfter.numerator === (sqrtPriceAfter * sqrtPriceAfter * priceAfter.denominator) >> 128n;
  return equal
    ? null
    : `expected √price ${sqrtPriceAfter} after, got ${priceAfter.numerator}/${priceAfter.denominator}`;
}

function effectDifference(venue: Venue, state: unknown, swap: SwapRequest, quote: SwapQuote): string | null {
  const effect = venue.apply(state, swap);
  if (!effect.ok) return `quoted ${quote.amountOut}, but applying it was refused with ${effect.code}`;
  return effect.amountOut === quote.amountOut ? null : `quoted ${quote.amountOut}, applied ${effect.amountOut}`;
}
