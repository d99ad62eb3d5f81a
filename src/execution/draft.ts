import type { Clock } from '../common/clock.js';
import type { OrderJournal } from '../orders/journal.js';
import { STATUS_AFTER } from '../orders/order-event.js';
import type { EventData, NewOrderEvent, OrderEventKind } from '../orders/order-event.js';
import type { Order, OrderChanges } from '../orders/order.js';

/**
 * An order as it will be once what gathered here is stored: stages without I/O between them go into the journal as one
 * append, by `flush`.
 */
export class Draft {
  private events: NewOrderEvent[] = [];
  private changes: OrderChanges = {};
  private retryInMs: number | null = null;

  constructor(
    private stored: Order,
    private readonly journal: OrderJournal,
    private readonly clock: Clock,
  ) {}

  /** With everything that is not stored yet. */
  get order(): Order {
    const last = this.events.at(-1);
    if (!last) return this.stored;
    return { ...this.stored, ...this.changes, status: STATUS_AFTER[last.kind], attempt: last.attempt };
  }

  add(kind: OrderEventKind, attempt: number, data: EventData, changes: OrderChanges = {}): void {
    this.events.push({ kind, attempt, data, at: this.clock.now() });
    this.changes = { ...this.changes, ...changes };
  }

  /** More of what the newest stage decided. */
  change(changes: OrderChanges): void {
    this.changes = { ...this.changes, ...changes };
  }

  /** The attempt failed and the next one may start after `delayMs`. */
  retryIn(delayMs: number): void {
    this.retryInMs = delayMs;
  }

  /** Stores what gathered. @throws Superseded */
  async flush(): Promise<Order> {
    if (this.events.length > 0) {
      this.stored = await this.journal.append(this.stored, this.events, this.changes, this.retryInMs);
      this.events = [];
      this.changes = {};
      this.retryInMs = null;
    }
    return this.stored;
  }
}
