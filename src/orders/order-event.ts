import type { OrderStatus } from './order-status.js';

/** Facts about an order, past tense; each is one entry of its history. */
export const ORDER_EVENT_KINDS = [
  'staged',
  'routed',
  'built',
  'submitted',
  'confirmed',
  'retrying',
  'failed',
  'cancelled',
  'expired',
] as const;
export type OrderEventKind = (typeof ORDER_EVENT_KINDS)[number];

/** The status an order has after each kind of event. */
export const STATUS_AFTER: Readonly<Record<OrderEventKind, OrderStatus>> = {
  staged: 'pending',
  routed: 'routing',
  built: 'building',
  submitted: 'submitted',
  confirmed: 'confirmed',
  retrying: 'pending',
  failed: 'failed',
  cancelled: 'cancelled',
  expired: 'expired',
};

/** Plain JSON; amounts are decimal strings of whole tokens. */
export type EventData = Readonly<Record<string, unknown>>;

/** What somebody wants to append: a kind, the attempt it belongs to, and its data. */
export interface NewOrderEvent {
  readonly kind: OrderEventKind;
  /** 0 before the first run. */
  readonly attempt: number;
  readonly data: EventData;
  /** When it happened, ms since the Unix epoch, by the writer's clock. */
  readonly at: number;
}

/** An entry of the history. `seq` counts from 1 per order, without gaps. */
export interface OrderEvent extends NewOrderEvent {
  readonly orderId: string;
  readonly seq: number;
}
