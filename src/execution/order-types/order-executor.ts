import type { Route } from '../../dex-router/route.js';
import type { Order } from '../../orders/order.js';

/** What an order type makes of a route: how much it must yield at least. Pure. */
export abstract class OrderExecutor {
  /**
   * The least acceptable output in base units.
   * @throws ExecutionError when the order is not to be executed at what the route gives.
   */
  abstract minAmountOut(order: Order, route: Route): bigint;
}
