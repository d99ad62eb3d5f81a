import { whole } from '../../dex-router/quote.view.js';
import type { Route } from '../../dex-router/route.js';
import type { Order } from '../../orders/order.js';
import { ExecutionError } from '../execution-error.js';
import { OrderExecutor } from './order-executor.js';

/** Executes at once at the best price, but never below the first quote less the slippage. */
export class MarketExecutor extends OrderExecutor {
  minAmountOut(order: Order, route: Route): bigint {
    if (order.minAmountOut === null) return (route.amountOut * BigInt(10_000 - order.slippageBps)) / 10_000n;
    if (route.amountOut < order.minAmountOut) {
      const best = whole(route.amountOut, order.toToken);
      const least = whole(order.minAmountOut, order.toToken);
      throw new ExecutionError(
        'PRICE_BELOW_MINIMUM',
        `the best quote is ${best} ${order.toToken}, below the order's minimum of ${least} ${order.toToken}`,
      );
    }
    return order.minAmountOut;
  }
}
