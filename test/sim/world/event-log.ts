import type { EventRow } from '../../../src/orders/order-rows.js';
import { isFinal } from '../../../src/orders/order-status.js';
import type { OrderStatus } from '../../../src/orders/order-status.js';

export type StoredEvent = EventRow & {
  readonly status: OrderStatus;
  readonly storedAt: number;
  /** The claim that its writer held. */
  readonly epoch: number;
  /** The newest claim of the order at that moment. */
  readonly newestEpoch: number;
};

/** The table of events: each place, each step of an attempt and the end of an order are there once. */
export class EventLog {
  private rows = new Map<string, readonly StoredEvent[]>();

  of(orderId: string): readonly StoredEvent[] {
    return this.rows.get(orderId) ?? [];
  }

  all(): StoredEvent[] {
    return [...this.rows.values()].flat();
  }

  /** @throws Error as PostgreSQL does when a unique index refuses the row. */
  add(event: StoredEvent): void {
    const stored = this.of(event.order_id);
    for (const other of stored) {
      if (other.seq === event.seq) throw refused('order_events_pkey');
      if (other.attempt === event.attempt && other.event === event.event) throw refused('order_events_once');
      if (isFinal(other.status) && isFinal(event.status)) throw refused('order_events_one_end');
    }
    this.rows.set(event.order_id, [...stored, event]);
  }

  /** As it is now, to go back to. */
  snapshot(): () => void {
    const rows = new Map(this.rows);
    return () => {
      this.rows = rows;
    };
  }
}

function refused(constraint: string): Error {
  const message = `duplicate key value violates unique constraint "${constraint}"`;
  return Object.assign(new Error(message), { code: '23505', constraint });
}
