import type { OrderEvent } from './order-event.js';
import type { Order } from './order.js';

/** Where a reader of an order's history stands. */
export interface HistoryPosition {
  readonly orderId: string;
  /** Events after this one are wanted; 0 for all. */
  readonly afterSeq: number;
}

/** A position after every event: for reading the order alone. */
export const NO_EVENTS = 2 ** 31 - 1;

/** An order with the part of its history that was asked for, both from one snapshot. */
export interface OrderHistory {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

export interface OrderFilter {
  readonly owner: string;
  readonly status?: string;
  readonly fromToken?: string;
  readonly toToken?: string;
  /** Only orders with an id below this one. */
  readonly beforeId?: string;
  readonly limit: number;
}

/** An event, and when it was stored by the database's clock, ms since the Unix epoch; `at` is its writer's. */
export interface StoredEvent extends OrderEvent {
  readonly storedAt: number;
}

/** Reads what the journal wrote. Implemented on PostgreSQL; concurrent look-ups share a statement. */
export abstract class OrderReader {
  /** Undefined when there is no such order of this owner (null: of any owner). */
  abstract history(owner: string | null, position: HistoryPosition): Promise<OrderHistory | undefined>;
  abstract list(filter: OrderFilter): Promise<readonly Order[]>;
  /** Events stored at or after a time of the database's clock (ms), oldest first per order; for feeds that catch up. */
  abstract eventsSince(storedAt: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The database's clock, ms since the Unix epoch. */
  abstract databaseTime(): Promise<number>;
}
