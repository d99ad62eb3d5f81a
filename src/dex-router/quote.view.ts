import { formatAmount, formatPrice, parseAmount } from '../common/amount.js';
import type { Leg } from '../chain/chain.js';
import { tokenOf } from '../tokens/tokens.js';
import { isQuote } from './route.js';
import type { NoQuote, Route, VenueQuote } from './route.js';

/** Base units as a decimal string of whole tokens. */
export function whole(units: bigint, symbol: string): string {
  return formatAmount(units, tokenOf(symbol).decimals);
}

/** Whole `toToken` per whole `fromToken`. */
export function priceOf(amountOut: bigint, amountIn: bigint, fromToken: string, toToken: string): string {
  return formatPrice(amountOut, amountIn, tokenOf(toToken).decimals, tokenOf(fromToken).decimals);
}

/** One venue's answer for people: whole tokens as decimal strings. */
export function toQuoteView(answer: VenueQuote | NoQuote, fromToken: string, toToken: string, amountIn: bigint) {
  if (!isQuote(answer)) return { venue: answer.venue, error: { code: answer.code, reason: answer.reason } };
  const { venue, pool, amountOut, fee, feeToken, priceImpactBps, asOfSlot } = answer;
  return {
    venue,
    pool,
    amountOut: whole(amountOut, toToken),
    price: priceOf(amountOut, amountIn, fromToken, toToken),
    fee: whole(fee, feeToken),
    feeToken,
    priceImpactBps,
    asOfSlot,
  };
}

export interface RouteView {
  readonly amountIn: string;
  readonly amountOut: string;
  readonly price: string;
  readonly priceImpactBps: number;
  readonly asOfSlot: number;
  /** What no routing through the pools can exceed, in whole tokens, and how far the route is from it. */
  readonly upperBound?: string;
  readonly gapBps?: number;
  readonly fees: readonly { readonly token: string; readonly amount: string }[];
  readonly legs: readonly {
    readonly venue: string;
    readonly pool: string;
    readonly fromToken: string;
    readonly toToken: string;
    readonly amountIn: string;
    readonly amountOut: string;
  }[];
}

/** A route for people, which `legsOf` reads back without loss. */
export function toRouteView(route: Route): RouteView {
  const { fromToken, toToken, amountIn, amountOut, priceImpactBps, asOfSlot } = route;
  return {
    amountIn: whole(amountIn, fromToken),
    amountOut: whole(amountOut, toToken),
    price: priceOf(amountOut, amountIn, fromToken, toToken),
    priceImpactBps,
    asOfSlot,
    ...(route.upperBound === undefined ? {} : { upperBound: whole(route.upperBound, toToken) }),
    ...(route.gapBps === undefined ? {} : { gapBps: route.gapBps }),
    fees: route.fees.map(({ token, amount }) => ({ token, amount: whole(amount, token) })),
    legs: route.legs.map((leg) => ({
      venue: leg.venue,
      pool: leg.pool,
      fromToken: leg.fromToken,
      toToken: leg.toToken,
      amountIn: whole(leg.amountIn, leg.fromToken),
      amountOut: whole(leg.amountOut, leg.toToken),
    })),
  };
}

/** The legs of a stored route, in base units. */
export function legsOf(view: RouteView): Leg[] {
  return view.legs.map(({ venue, pool, fromToken, toToken, amountIn }) => ({
    venue,
    pool,
    fromToken,
    toToken,
    amountIn: parseAmount(amountIn, tokenOf(fromToken).decimals),
  }));
}
