import type { NoQuote, RefusedCode, Route, RouteQuote, RouteRequest, VenueQuote } from './route.js';
import { isQuote } from './route.js';

/** The route to take: the most output; ties go to the venue with the smaller id. Pure. */
export function chooseRoute(
  request: RouteRequest,
  answers: readonly (VenueQuote | NoQuote)[],
): Pick<RouteQuote, 'route' | 'refusal'> {
  const best = answers
    .filter(isQuote)
    .toSorted((a, b) =>
      a.amountOut === b.amountOut ? (a.venue < b.venue ? -1 : 1) : a.amountOut > b.amountOut ? -1 : 1,
    )[0];
  if (best) return { route: singlePoolRoute(request, best) };
  return { refusal: refusalOf(request, answers.filter((answer) => !isQuote(answer)) as readonly NoQuote[]) };
}

function singlePoolRoute({ fromToken, toToken, amountIn }: RouteRequest, quote: VenueQuote): Route {
  const { venue, pool, amountOut, fee, feeToken, priceImpactBps, asOfSlot } = quote;
  return {
    fromToken,
    toToken,
    amountIn,
    amountOut,
    legs: [{ pool, venue, fromToken, toToken, amountIn, amountOut }],
    fees: [{ token: feeToken, amount: fee }],
    priceImpactBps,
    asOfSlot,
  };
}

const REFUSED_BY: readonly (readonly [NoQuote['code'], RefusedCode])[] = [
  // A venue that did not answer might have had the route.
  ['VENUE_UNAVAILABLE', 'VENUES_UNAVAILABLE'],
  ['INSUFFICIENT_LIQUIDITY', 'INSUFFICIENT_LIQUIDITY'],
  ['AMOUNT_TOO_SMALL', 'AMOUNT_TOO_SMALL'],
];

function refusalOf(
  { fromToken, toToken }: RouteRequest,
  answers: readonly NoQuote[],
): { code: RefusedCode; reason: string } {
  for (const [why, code] of REFUSED_BY) {
    const telling = answers.filter((answer) => answer.code === why);
    if (telling.length === 0) continue;
    return { code, reason: telling.map(({ venue, reason }) => `${venue}: ${reason}`).join('; ') };
  }
  return { code: 'NO_ROUTE', reason: `no venue trades ${fromToken} for ${toToken}` };
}
