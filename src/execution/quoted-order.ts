import { whole } from '../dex-router/quote.view.js';
import type { Route } from '../dex-router/route.js';
import type { Order } from '../orders/order.js';
import { quoteFromJson } from '../quotes/executable-quote.js';
import type { ExecutableQuote } from '../quotes/executable-quote.js';
import { ExecutionError } from './execution-error.js';

/**
 * The quote that an order executes as it was shown, if it names one.
 * @throws ExecutionError QUOTE_EXPIRED when the order was promoted after its quote had expired, both by the database's clock.
 */
export function quotedBy(order: Order): ExecutableQuote | undefined {
  if (order.quote === null) return undefined;
  const quote = quoteFromJson(order.quote);
  if ((order.promotedAt ?? 0) < quote.expiresAt) return quote;
  const late = `the quote had expired at ${new Date(quote.expiresAt).toISOString()}, before the order was started`;
  throw new ExecutionError('QUOTE_EXPIRED', late);
}

/**
 * The least output of a quoted order: what was quoted less the slippage.
 * @throws ExecutionError QUOTE_MOVED when the quoted legs give less than that now.
 */
export function leastOfQuote(order: Order, quote: ExecutableQuote, route: Route): bigint {
  const least = (quote.amountOut * BigInt(10_000 - order.slippageBps)) / 10_000n;
  if (route.amountOut >= least) return least;
  const [now, shown, accepted] = [route.amountOut, quote.amountOut, least].map((units) => whole(units, order.toToken));
  throw new ExecutionError(
    'QUOTE_MOVED',
    `the quoted legs give ${now} ${order.toToken} now, not the ${shown} that were shown; at least ${accepted} were accepted`,
  );
}

/** What a failed landing means for an order that may only be executed as it was shown. */
export function movedError(order: Order, error: ExecutionError): ExecutionError {
  const moved = error.code === 'SLIPPAGE_EXCEEDED' || error.code === 'LIQUIDITY_MOVED';
  return order.quote !== null && moved ? new ExecutionError('QUOTE_MOVED', error.message) : error;
}
