import type { Order } from './order.js';

/** Cancels orders. */
export abstract class OrderCancelling {
  /**
   * Cancels in any status that allows it; an order that is cancelled already is answered as it is.
   * @throws DomainError ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE (with `extra.orderStatus`), UNAVAILABLE.
   */
  abstract cancel(owner: string, orderId: string): Promise<Order>;
}
