import type { PoolReading } from '../chain/chain.js';
import { formatAmount } from '../common/amount.js';
import { tokenOf } from '../tokens/tokens.js';
import { venueOf } from '../venues/registry.js';
import type { Price, Refusal, SwapQuote } from '../venues/venue.js';
import type { NoQuote, RouteRequest, VenueQuote } from './route.js';

/** The best that one venue's pools give for the whole amount. Ties go to the pool with the smaller id. */
export function bestPool(venue: string, reading: PoolReading, request: RouteRequest): VenueQuote | NoQuote {
  const { fromToken, toToken, amountIn } = request;
  let best: VenueQuote | undefined;
  const refusals: Refusal[] = [];
  for (const pool of reading.pools) {
    const aToB = pool.tokens[0] === fromToken && pool.tokens[1] === toToken;
    if (!aToB && !(pool.tokens[1] === fromToken && pool.tokens[0] === toToken)) continue;
    const maths = venueOf(venue);
    const quote = maths.quote(pool.state, { aToB, amountIn, now: reading.time });
    if (!quote.ok) {
      refusals.push(quote);
      continue;
    }
    if (best && (best.amountOut > quote.amountOut || (best.amountOut === quote.amountOut && best.pool < pool.id)))
      continue;
    best = {
      venue,
      pool: pool.id,
      amountOut: quote.amountOut,
      fee: quote.fee,
      feeToken: quote.feeSide === 'in' ? fromToken : toToken,
      priceImpactBps: priceImpactBps(maths.price(pool.state), aToB, quote),
      asOfSlot: reading.slot,
    };
  }
  return best ?? noQuote(venue, refusals, request);
}

function noQuote(venue: string, refusals: readonly Refusal[], { fromToken, toToken, amountIn }: RouteRequest): NoQuote {
  if (refusals.length === 0) return { venue, code: 'NO_POOL', reason: `no pool for ${fromToken}/${toToken}` };
  if (refusals.every((refusal) => refusal.code === 'ZERO_OUTPUT')) {
    return { venue, code: 'AMOUNT_TOO_SMALL', reason: `the amount buys less than one base unit of ${toToken}` };
  }
  const { decimals } = tokenOf(fromToken);
  const max = refusals.reduce<bigint | undefined>(
    (most, { maxAmountIn }) => (maxAmountIn !== undefined && maxAmountIn > (most ?? -1n) ? maxAmountIn : most),
    undefined,
  );
  const most = max === undefined ? '' : `; the most one pool takes is ${formatAmount(max, decimals)}`;
  return {
    venue,
    code: 'INSUFFICIENT_LIQUIDITY',
    reason: `no pool takes ${formatAmount(amountIn, decimals)} ${fromToken}${most}`,
    ...(max === undefined ? {} : { maxAmountIn: max }),
  };
}

/** 1 − output ÷ (input at the marginal price), fees aside, in hundredths of a per cent, two decimals, never below 0. */
export function priceImpactBps(price: Price, aToB: boolean, quote: SwapQuote): number {
  const sold = quote.feeSide === 'in' ? quote.amountIn - quote.fee : quote.amountIn;
  const bought = quote.feeSide === 'out' ? quote.amountOut + quote.fee : quote.amountOut;
  const [numerator, denominator] = aToB ? [price.numerator, price.denominator] : [price.denominator, price.numerator];
  const ideal = sold * numerator;
  if (ideal === 0n) return 0;
  const lost = ideal - bought * denominator;
  return lost <= 0n ? 0 : Number((lost * 1_000_000n) / ideal) / 100;
}
