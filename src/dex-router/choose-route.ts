import { amountText } from '../chain/execute-legs.js';
import { optimalRoute } from './optimal/optimal-route.js';
import type { RouteRefusal } from './optimal/route-task.js';
import { routeOfLegs } from './route-of-legs.js';
import type { Market } from './route-of-legs.js';
import type { RouteQuote, RouteRequest } from './route.js';

/**
 * A transaction has room for four swaps. An order is not kept waiting for a gain of less than a hundredth of a basis
 * point, nor for long: the full search takes tens of milliseconds in the worst of markets.
 */
const LIMITS = { maxLegs: 4, worthwhile: 1e-6, effort: 16 } as const;

type Choice = Pick<RouteQuote, 'route' | 'refusal'>;

/**
 * A route that loses more than this to price impact is refused: a constant product never runs dry, but what lies beyond
 * is no liquidity that anybody would want to use.
 */
export const MAX_PRICE_IMPACT_BPS = 9_000;

/** After so many guesses that did not settle it, halving does. */
const GUESSES = 6;

/** The route to take through what was read of the market. Pure. */
export function chooseRoute(market: Market, request: RouteRequest): Choice {
  const found = searched(market, request);
  if (!found.route || found.route.priceImpactBps <= MAX_PRICE_IMPACT_BPS) return found;
  const most = amountText(mostOf(market, request, found.route.priceImpactBps), request.fromToken);
  const amount = amountText(request.amountIn, request.fromToken);
  const lost = `${Math.floor(found.route.priceImpactBps / 100)} % of its worth to price impact`;
  return {
    refusal: { code: 'INSUFFICIENT_LIQUIDITY', reason: `${amount} would lose ${lost}; about ${most} would go` },
  };
}

function searched(market: Market, request: RouteRequest): Choice {
  const found = optimalRoute([...market.pools.values()], { ...request, now: market.now }, LIMITS);
  if (!found.ok) return { refusal: refusalOf(request, found) };
  const route = routeOfLegs(market, request, found.legs);
  if (typeof route === 'string') throw new Error(`the route found cannot be executed: ${route}`);
  return { route: { ...route, upperBound: found.upperBound, gapBps: found.gapBps } };
}

/**
 * About the most that goes within the price impact that is accepted, base units, to one part in 64. Where so much is
 * lost, the output hardly grows any more: what is left of the worth falls as 1 / input, which tells where to look next.
 */
function mostOf(market: Market, request: RouteRequest, impactBps: number): bigint {
  let [low, high] = [0n, request.amountIn];
  let [at, impact] = [high, impactBps];
  for (let looks = 1; high - low > low / 64n + 1n; looks++) {
    const most = scaled(at, (10_000 - impact) / (10_000 - MAX_PRICE_IMPACT_BPS));
    const guess = impact <= MAX_PRICE_IMPACT_BPS ? most + most / 160n : most - most / 160n;
    at = looks <= GUESSES && guess > low && guess < high ? guess : (low + high) / 2n;
    impact = searched(market, { ...request, amountIn: at }).route?.priceImpactBps ?? 10_000;
    if (impact <= MAX_PRICE_IMPACT_BPS) low = at;
    else high = at;
  }
  return low;
}

function scaled(amount: bigint, factor: number): bigint {
  return (amount * BigInt(Math.round(factor * 1_000_000))) / 1_000_000n;
}

function refusalOf(
  { fromToken, toToken, amountIn }: RouteRequest,
  refusal: RouteRefusal,
): NonNullable<Choice['refusal']> {
  switch (refusal.code) {
    case 'NO_ROUTE':
      return {
        code: 'NO_ROUTE',
        reason: `no venue trades ${fromToken} for ${toToken}, directly or through other tokens`,
      };
    case 'AMOUNT_TOO_SMALL': {
      const reason = `${amountText(amountIn, fromToken)} buys less than one base unit of ${toToken}`;
      return { code: 'AMOUNT_TOO_SMALL', reason };
    }
    case 'INSUFFICIENT_LIQUIDITY': {
      const most =
        refusal.maxAmountIn === undefined ? '' : `; about ${amountText(refusal.maxAmountIn, fromToken)} would go`;
      return {
        code: 'INSUFFICIENT_LIQUIDITY',
        reason: `the pools cannot take ${amountText(amountIn, fromToken)}${most}`,
      };
    }
  }
}
