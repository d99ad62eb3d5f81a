import type { OrderStatus } from '../../../src/orders/order-status.js';

/** What a client knows of one order: nothing of epochs, jobs, sweeps or transactions. */
export interface OrderModel {
  readonly orderId: string;
  /** The terms it was placed with; another order under its client order id is refused. */
  readonly amount: string;
  /** When it expires unless a socket comes that does not only watch, ms. */
  readonly expiresAt: number;
  started: boolean;
  status: 'pending' | 'cancelled' | 'expired';
}

/** All that a client may expect, by client order id. */
export class Model {
  readonly orders = new Map<string, OrderModel>();
  now = 0;

  /** What placing answers. */
  placing(id: string, amount: string): 'created' | 'found' | 'conflict' {
    const known = this.orders.get(id);
    if (!known) return 'created';
    return known.amount === amount ? 'found' : 'conflict';
  }

  /** Statuses in which an order may be found now. */
  possible(order: OrderModel): readonly OrderStatus[] {
    if (order.status === 'cancelled') return ['cancelled'];
    // The sweep comes by now and then.
    if (order.status === 'expired') return this.now < order.expiresAt + 1_500 ? ['pending', 'expired'] : ['expired'];
    if (!order.started) return ['pending'];
    return ['pending', 'routing', 'building', 'submitted', 'confirmed', 'failed'];
  }

  /** Whether cancelling is accepted; of an order that runs nobody can tell how far it is. */
  cancelling(order: OrderModel): 'yes' | 'no' | 'either' {
    if (order.status === 'expired') return this.now < order.expiresAt + 1_500 ? 'either' : 'no';
    return order.started && order.status === 'pending' ? 'either' : 'yes';
  }

  /** Time goes by: what nobody came for is too late. */
  reach(now: number): void {
    this.now = now;
    for (const order of this.orders.values()) {
      if (order.status === 'pending' && !order.started && now >= order.expiresAt) order.status = 'expired';
    }
  }
}
