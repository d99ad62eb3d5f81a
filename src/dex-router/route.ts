import type { Leg } from '../chain/chain.js';

/** What one venue would give for the whole amount, by its best pool. */
export interface VenueQuote {
  readonly venue: string;
  readonly pool: string;
  readonly amountOut: bigint;
  readonly fee: bigint;
  readonly feeToken: string;
  /** Loss against the marginal price before the swap, fees aside, in hundredths of a per cent. */
  readonly priceImpactBps: number;
  readonly asOfSlot: number;
}

export type NoQuoteCode = 'NO_POOL' | 'AMOUNT_TOO_SMALL' | 'INSUFFICIENT_LIQUIDITY' | 'VENUE_UNAVAILABLE';

/** Why a venue has no quote. */
export interface NoQuote {
  readonly venue: string;
  readonly code: NoQuoteCode;
  readonly reason: string;
  /** The most that its pools would take, base units, where that can be told. */
  readonly maxAmountIn?: bigint;
}

export function isQuote(answer: VenueQuote | NoQuote): answer is VenueQuote {
  return 'amountOut' in answer;
}

/** Legs that together sell `amountIn`, executed in one transaction. Base units. */
export interface Route {
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly legs: readonly (Leg & { readonly amountOut: bigint })[];
  readonly fees: readonly { readonly token: string; readonly amount: bigint }[];
  readonly priceImpactBps: number;
  readonly asOfSlot: number;
  /** What no routing through these pools can exceed, with any number of legs; only of routes that were searched for. */
  readonly upperBound?: bigint;
  /** (upperBound − amountOut) / upperBound, in hundredths of a per cent. */
  readonly gapBps?: number;
}

export interface RouteRequest {
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
}

/** Every venue's answer side by side, and the route to take or why there is none. */
export interface RouteQuote {
  readonly answers: readonly (VenueQuote | NoQuote)[];
  readonly route?: Route;
  readonly refusal?: { readonly code: RefusedCode; readonly reason: string };
}

/** `NO_ROUTE`, `INSUFFICIENT_LIQUIDITY` and `AMOUNT_TOO_SMALL` cannot get better; `VENUES_UNAVAILABLE` may. */
export type RefusedCode = 'NO_ROUTE' | 'INSUFFICIENT_LIQUIDITY' | 'AMOUNT_TOO_SMALL' | 'VENUES_UNAVAILABLE';
