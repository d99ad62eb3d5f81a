import type { Order, OrderEvent } from '../../client/index.js';

/** An order as it is after an event; itself when the event is not news. */
export function applyEvent(order: Order, event: OrderEvent): Order {
  if (event.seq <= order.lastSeq) return order;
  const text = (name: string): string | null => {
    const value = event.data[name];
    return typeof value === 'string' ? value : null;
  };
  const failed = event.event === 'job:failed';
  return {
    ...order,
    status: event.status,
    attempts: Math.max(order.attempts, event.attempt),
    lastSeq: event.seq,
    amountOut: text('amountOut') ?? order.amountOut,
    executedPrice: text('executedPrice') ?? order.executedPrice,
    failureCode: failed ? text('code') : order.failureCode,
    failureReason: failed ? text('reason') : order.failureReason,
  };
}
