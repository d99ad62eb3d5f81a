import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Database, isDatabaseAway } from '../database/database.js';
import { GroupCommit } from '../database/group-commit.js';
import { EventBus } from '../events/event-bus.js';
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

/** What is known of an order before it is stored. Amounts in base units. */
export interface NewOrder {
  readonly id: string;
  readonly owner: string;
  readonly clientOrderId: string | null;
  readonly requestHash: string;
  readonly type: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  readonly slippageBps: number;
  readonly ttlMs: number;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Append {
  readonly before: Order;
  readonly after: Order;
  readonly retryInMs: number | null;
  readonly events: readonly OrderEvent[];
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
  private readonly appends = new GroupCommit<Append, boolean>({
    keyOf: (append) => append.before.id,
    run: (batch) => this.runAppends(batch),
    committed: (batch, won) => this.ring(batch.filter((_, n) => won[n]).flatMap((append) => append.events)),
  });
  private readonly stagings = new GroupCommit<NewOrder & { at: number }, Order | undefined>({
    keyOf: (order) => (order.clientOrderId === null ? order.id : `${order.owner}\n${order.clientOrderId}`),
    run: (batch) => this.runStagings(batch),
    committed: (batch, made) => this.ring(batch.flatMap((o, n) => (made[n] ? [stagedEvent(o)] : []))),
  });
  private readonly promotions = new GroupCommit<string, { generation: number } | undefined>({
    keyOf: (id) => id,
    run: async (ids) =>
      byId(ids, await this.database.query<Row>(PROMOTE, [ids]), (row) => row as { generation: number }),
  });
  private readonly claims = new GroupCommit<string, Order | undefined>({
    keyOf: (id) => id,
    run: async (ids) => byId(ids, await this.database.query<Row>(CLAIM, [ids]), (row) => this.rows.order(row)),
  });

  constructor(
    private readonly database: Database,
    private readonly rows: OrderRows,
    private readonly reader: OrderReader,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  /** Stores a new order with its first event; `created` is false when its client order id stands already. */
  async stage(order: NewOrder): Promise<{ created: boolean; order: Order; event?: OrderEvent }> {
    const entry = { ...order, at: this.clock.now() };
    const made = await this.stagings.submit(entry);
    if (made) return { created: true, order: made, event: stagedEvent(entry) };
    const [row] = await this.database.query<Row>(BY_CLIENT_ORDER_ID, [order.owner, order.clientOrderId]);
    if (!row) throw new Error(`order ${order.id} was neither stored nor found`);
    return { created: false, order: this.rows.order(row) };
  }

  /** Makes a staged order runnable; undefined when it is not staged any more, or overdue. */
  promote(orderId: string): Promise<{ generation: number } | undefined> {
    return this.promotions.submit(orderId);
  }

  /** Takes an open, promoted order for a run, under a new epoch; undefined when there is nothing to run. */
  claim(orderId: string): Promise<Order | undefined> {
    return this.claims.submit(orderId);
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
    const won = await this.settle({ before, after, retryInMs, events: numbered });
    if (!won) throw new Superseded(`order ${before.id} was moved on by another writer after event ${before.lastSeq}`);
    return after;
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await Promise.all([this.appends.idle(), this.stagings.idle(), this.promotions.idle(), this.claims.idle()]);
  }

  /** Commits, and finds out by reading where a lost connection leaves it open whether it did. */
  private async settle(append: Append): Promise<boolean> {
    for (let round = 0; ; round++) {
      try {
        return await this.appends.submit(append);
      } catch (error) {
        const wait = LOOK_AGAIN_MS[round];
        if (wait === undefined || !isDatabaseAway(error)) throw error;
        await this.clock.sleep(wait);
      }
      const stored = await this.reader
        .history(null, { orderId: append.before.id, afterSeq: append.before.lastSeq })
        .catch(() => undefined);
      if (!stored) continue;
      const { epoch, lastSeq } = stored.order;
      if (epoch !== append.before.epoch || lastSeq > append.after.lastSeq) return false;
      // Within an epoch there is one writer, so an event at our place is ours.
      if (lastSeq === append.after.lastSeq && sameKinds(stored.events, append.events)) {
        this.ring(append.events);
        return true;
      }
      if (lastSeq !== append.before.lastSeq) return false;
    }
  }

  private async runAppends(batch: readonly Append[]): Promise<boolean[]> {
    const input = batch.map(({ before, after, retryInMs }, n) => ({
      n,
      id: before.id,
      epoch: before.epoch,
      last_seq: before.lastSeq,
      new_seq: after.lastSeq,
      status: after.status,
      attempt: after.attempt,
      intent: after.intent,
      min_amount_out: after.minAmountOut?.toString(),
      next_attempt_ms: retryInMs,
      route: after.route,
      signature: after.signature,
      last_valid_slot: after.lastValidSlot,
      amount_out: after.amountOut?.toString(),
      executed_price: after.executedPrice,
      failure_code: after.failureCode,
      failure_reason: after.failureReason,
      final: isFinal(after.status),
    }));
    const events = batch.flatMap((append, n) =>
      append.events.map(({ seq, kind, attempt, data, at }) => ({
        n,
        seq,
        event: kind,
        status: STATUS_AFTER[kind],
        attempt,
        data,
        at,
      })),
    );
    const moved = await this.database.query<{ n: number }>(APPEND, [JSON.stringify(input), JSON.stringify(events)]);
    const winners = new Set(moved.map((row) => row.n));
    return batch.map((_, n) => winners.has(n));
  }

  private async runStagings(batch: readonly (NewOrder & { at: number })[]): Promise<(Order | undefined)[]> {
    const input = batch.map((order) => ({
      id: order.id,
      owner: order.owner,
      client_order_id: order.clientOrderId,
      request_hash: order.requestHash,
      type: order.type,
      from_token: order.fromToken,
      to_token: order.toToken,
      amount_in: order.amountIn.toString(),
      slippage_bps: order.slippageBps,
      ttl_ms: order.ttlMs,
      data: order.data,
      at: order.at,
    }));
    const made = await this.database.query<Row>(STAGE, [JSON.stringify(input)]);
    return byId(
      batch.map((order) => order.id),
      made,
      (row) => this.rows.order(row),
    );
  }

  private ring(events: readonly OrderEvent[]): void {
    if (events.length === 0) return;
    this.bus.publish(events.map((event) => ({ key: event.orderId, seq: event.seq, body: toMessage(event) })));
  }
}

function stagedEvent(order: NewOrder & { at: number }): OrderEvent {
  return { orderId: order.id, seq: 1, kind: 'staged', attempt: 0, data: order.data, at: order.at };
}

function byId<T>(ids: readonly string[], rows: readonly Row[], read: (row: Row) => T): (T | undefined)[] {
  const found = new Map(rows.map((row) => [row['id'], row]));
  return ids.map((id) => {
    const row = found.get(id);
    return row && read(row);
  });
}

function sameKinds(stored: readonly OrderEvent[], wanted: readonly OrderEvent[]): boolean {
  return stored.length === wanted.length && wanted.every((event, n) => stored[n]?.kind === event.kind);
}
