import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Database, isDatabaseAway } from '../database/database.js';
import { Rounds } from '../database/rounds.js';
import type { RoundKind } from '../database/rounds.js';
import { EventBus } from '../events/event-bus.js';
import { appendRow, byId, eventRows, stagedEvent, stagingKey, stagingRow } from './journal-rows.js';
import type { Append, NewOrder, Staging } from './journal-rows.js';
import { APPEND, BY_CLIENT_ORDER_ID, CLAIM, PROMOTE, STAGE } from './journal.sql.js';
import { STATUS_AFTER } from './order-event.js';
import type { NewOrderEvent, OrderEvent } from './order-event.js';
import { toMessage } from './order-message.js';
import { OrderReader } from './order-reader.js';
import { OrderRows } from './order-rows.js';
import { canMove, isFinal } from './order-status.js';
import type { Order, OrderChanges } from './order.js';

/** Another writer has moved the order on; whoever sees this stops. */
export class Superseded extends Error {}

/** A wish to promote an order. */
interface Promotion {
  readonly id: string;
  readonly owner: string | null;
}

/** A promoted order, and which job is to carry it. */
interface Promoted {
  readonly id: string;
  readonly generation: number;
}

/** An order taken for a run. */
export interface Claim {
  readonly order: Order;
  /** Until the next attempt is due, ms by the database's clock; 0 when it is. */
  readonly dueInMs: number;
}

/** How long an append whose outcome a lost connection hides is looked up again, ms between tries. */
const LOOK_AGAIN_MS = [50, 100, 200, 400, 800] as const;

type Row = Readonly<Record<string, unknown>>;

/**
 * The only writer of orders and their history. Everything is fenced by epoch and last sequence number, gathers with
 * what other orders write at the moment, and rings the bus after the commit.
 */
@Injectable()
export class OrderJournal {
  private readonly stagings: RoundKind<Staging, Order | undefined> = {
    statement: STAGE,
    order: 0,
    values: (orders) => [JSON.stringify(orders.map(stagingRow))],
    results: (rows, orders) =>
      byId(
        orders.map((order) => order.id),
        rows,
        (row) => this.rows.order(row),
      ),
    committed: (orders, made) => this.ring(orders.flatMap((order, n) => (made[n] ? [stagedEvent(order)] : []))),
  };
  private readonly promotions: RoundKind<Promotion, Promoted | undefined> = {
    statement: PROMOTE,
    order: 1,
    values: (batch) => [batch.map(({ id }) => id), batch.map(({ owner }) => owner)],
    results: (rows, batch) =>
      byId(
        batch.map(({ id }) => id),
        rows,
        (row) => row as unknown as Promoted,
      ),
  };
  private readonly claims: RoundKind<string, Claim | undefined> = {
    statement: CLAIM,
    order: 2,
    values: (ids) => [ids],
    results: (rows, ids) =>
      byId(ids, rows, (row) => ({ order: this.rows.order(row), dueInMs: Number(row['due_in_ms'] ?? 0) })),
  };
  /** When each append was stored; undefined where another writer came first. */
  private readonly appends: RoundKind<Append, Date | undefined> = {
    statement: APPEND,
    order: 3,
    values: (batch) => [JSON.stringify(batch.map(appendRow)), JSON.stringify(batch.flatMap(eventRows))],
    results: (rows, batch) => {
      const stored = new Map(rows.map((row) => [row['n'], row['updated_at'] as Date]));
      return batch.map((_, n) => stored.get(n));
    },
    committed: (batch, won) => this.ring(batch.filter((_, n) => won[n]).flatMap((append) => append.events)),
  };

  constructor(
    private readonly rounds: Rounds,
    private readonly database: Database,
    private readonly rows: OrderRows,
    private readonly reader: OrderReader,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  /** Stores a new order with its first event; `created` is false when its client order id stands already. */
  async stage(order: NewOrder): Promise<{ created: boolean; order: Order; event?: OrderEvent }> {
    const entry = { ...order, at: this.clock.now() };
    const made = await this.rounds.submit(this.stagings, stagingKey(order), entry);
    if (made) return { created: true, order: made, event: stagedEvent(entry) };
    const found = await this.byClientOrderId(order.owner, order.clientOrderId ?? '');
    if (!found) throw new Error(`order ${order.id} was neither stored nor found`);
    return { created: false, order: found };
  }

  async byClientOrderId(owner: string, clientOrderId: string): Promise<Order | undefined> {
    const [row] = await this.database.query<Row>(BY_CLIENT_ORDER_ID, [owner, clientOrderId]);
    return row && this.rows.order(row);
  }

  /** Makes a staged order runnable; undefined when it is not staged any more, overdue, or not this owner's (null: anybody's). */
  promote(orderId: string, owner: string | null = null): Promise<Promoted | undefined> {
    return this.rounds.submit(this.promotions, orderId, { id: orderId, owner });
  }

  /** Takes an open, promoted order for a run, under a new epoch; undefined when there is nothing to run. */
  claim(orderId: string): Promise<Claim | undefined> {
    return this.rounds.submit(this.claims, orderId, orderId);
  }

  /**
   * Appends events to the order as last read, all or none, and returns it as it is then.
   * `retryInMs` sets `next_attempt_at` by the database's clock.
   * @throws Superseded when another writer came first.
   * @throws Error when the moves are not in the status table (a fault of the caller).
   */
  async append(
    before: Order,
    events: readonly NewOrderEvent[],
    changes: OrderChanges = {},
    retryInMs: number | null = null,
  ): Promise<Order> {
    let status = before.status;
    for (const { kind } of events) {
      const next = STATUS_AFTER[kind];
      if (!canMove(status, next)) throw new Error(`order ${before.id} cannot go from ${status} to ${next}`);
      status = next;
    }
    const last = events.at(-1);
    if (!last) return before;
    const after: Order = {
      ...before,
      ...changes,
      status,
      attempt: last.attempt,
      lastSeq: before.lastSeq + events.length,
      claimsWithoutProgress: 0,
    };
    const numbered = events.map((event, n) => ({ ...event, orderId: before.id, seq: before.lastSeq + 1 + n }));
    const storedAt = await this.settle({ before, after, retryInMs, events: numbered });
    if (!storedAt)
      throw new Superseded(`order ${before.id} was moved on by another writer after event ${before.lastSeq}`);
    const updatedAt = storedAt.getTime();
    return {
      ...after,
      updatedAt,
      finishedAt: isFinal(status) ? updatedAt : null,
      nextAttemptAt: retryInMs === null ? null : updatedAt + retryInMs,
    };
  }

  /** Commits, and finds out by reading where a lost connection leaves it open whether it did. */
  private async settle(append: Append): Promise<Date | undefined> {
    for (let round = 0; ; round++) {
      try {
        const storedAt = await this.rounds.submit(this.appends, append.before.id, append);
        if (storedAt || round === 0) return storedAt;
        // What came first may be our own earlier try, carried out late by a connection that we had lost.
        const found = await this.storedBefore(append);
        return found === 'not stored' ? undefined : found;
      } catch (error) {
        const wait = LOOK_AGAIN_MS[round];
        if (wait === undefined || !isDatabaseAway(error)) throw error;
        await this.clock.sleep(wait);
      }
      const found = await this.storedBefore(append).catch(() => 'not stored' as const);
      if (found !== 'not stored') return found;
    }
  }

  /** When an append was stored whose answer got lost; undefined when another writer came first. */
  private async storedBefore(append: Append): Promise<Date | undefined | 'not stored'> {
    const { before, after, events } = append;
    const stored = await this.reader.history(null, { orderId: before.id, afterSeq: before.lastSeq });
    if (!stored) return 'not stored';
    const { epoch, lastSeq, updatedAt } = stored.order;
    if (epoch !== before.epoch || lastSeq > after.lastSeq) return undefined;
    // Within an epoch there is one writer, so an event at our place is ours.
    if (lastSeq === after.lastSeq && sameKinds(stored.events, events)) {
      this.ring(events);
      return new Date(updatedAt);
    }
    return lastSeq === before.lastSeq ? 'not stored' : undefined;
  }

  private ring(events: readonly OrderEvent[]): void {
    if (events.length === 0) return;
    this.bus.publish(events.map((event) => ({ key: event.orderId, seq: event.seq, body: toMessage(event) })));
  }
}

function sameKinds(stored: readonly OrderEvent[], wanted: readonly OrderEvent[]): boolean {
  return stored.length === wanted.length && wanted.every((event, n) => stored[n]?.kind === event.kind);
}
