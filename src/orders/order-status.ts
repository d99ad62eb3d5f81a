/** The life of an order, as data. Nothing else in the codebase decides whether a move is legal. */
export const ORDER_STATUSES = [
  'pending',
  'routing',
  'building',
  'submitted',
  'confirmed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** From each status, where an order may go next. */
export const TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['routing', 'failed', 'cancelled', 'expired'],
  routing: ['building', 'pending', 'failed', 'cancelled'],
  building: ['submitted', 'pending', 'failed', 'cancelled'],
  submitted: ['confirmed', 'pending', 'failed'],
  confirmed: [],
  failed: [],
  cancelled: [],
  expired: [],
};

/** Statuses without an exit. */
export const FINAL_STATUSES: readonly OrderStatus[] = ORDER_STATUSES.filter((s) => TRANSITIONS[s].length === 0);
export const OPEN_STATUSES: readonly OrderStatus[] = ORDER_STATUSES.filter((s) => TRANSITIONS[s].length > 0);
export const CANCELLABLE_STATUSES: readonly OrderStatus[] = ORDER_STATUSES.filter((s) =>
  TRANSITIONS[s].includes('cancelled'),
);

export function isFinal(status: OrderStatus): boolean {
  return TRANSITIONS[status].length === 0;
}

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return TRANSITIONS[from].includes(to);
}
