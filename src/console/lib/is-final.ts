import type { OrderStatus } from '../../client/index.js';

const FINAL: readonly OrderStatus[] = ['confirmed', 'failed', 'cancelled', 'expired'];

/** Whether nothing more will happen to an order. */
export function isFinal(status: OrderStatus): boolean {
  return FINAL.includes(status);
}
