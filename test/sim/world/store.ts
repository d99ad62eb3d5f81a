import { EventLog } from './event-log.js';
import type { AppendRow, EventInput, StagedRow } from './store-rows.js';
import { isFinal, OPEN_STATUSES } from '../../../src/orders/order-status.js';
import type { Order } from '../../../src/orders/order.js';

type Values = readonly unknown[];
/** A row as the engine's readers take it: the order itself, or the columns that a statement returns. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * What the statements of orders and their history do, over rows in memory, each at once as PostgreSQL's locks would have
 * it. Written from what they promise: epoch and last_seq fence, client order ids are unique, events stay.
 */
export class Store {
  orders = new Map<string, Order>();
  readonly events = new EventLog();

  /** @param now the database's clock, ms since the Unix epoch */
  constructor(private readonly now: () => number) {}

  execute(name: string, values: Values): Row[] {
    const statement = this.statements[name];
    if (!statement) throw new Error(`the simulation has no statement ${name}`);
    return statement(...(values as never[]));
  }

  /** Several statements, all or none. */
  transaction<T>(work: () => T): T {
    const [orders, undoEvents] = [new Map(this.orders), this.events.snapshot()];
    try {
      return work();
    } catch (error) {
      this.orders = orders;
      undoEvents();
      throw error;
    }
  }

  private readonly statements: Readonly<Record<string, (...values: never[]) => Row[]>> = {
    journal_stage: (json: string) => (JSON.parse(json) as StagedRow[]).flatMap((row) => this.stage(row)),
    journal_append: (appends: string, json: string) => {
      const events = JSON.parse(json) as EventInput[];
      return (JSON.parse(appends) as AppendRow[]).flatMap((row) => this.append(row, events));
    },
    journal_promote: (ids: readonly string[], owners: readonly (string | null)[]) =>
      ids.flatMap((id, n) => this.promote(id, owners[n] ?? null)),
    journal_claim: (ids: readonly string[]) => ids.flatMap((id) => this.claim(id)),
    order_by_client_order_id: (owner: string, clientOrderId: string) =>
      this.where((order) => order.owner === owner && order.clientOrderId === clientOrderId),
    order_history: (json: string) =>
      (JSON.parse(json) as { n: number; id: string; owner: string | null; after_seq: number }[]).flatMap(
        ({ n, id, owner, after_seq: after }) => {
          const order = this.orders.get(id);
          if (!order || (owner !== null && order.owner !== owner)) return [];
          return [{ n, order, events: this.events.of(id).filter(({ seq }) => seq > after) }];
        },
      ),
    order_events_since: (storedAt: number, limit: number) =>
      this.events
        .all()
        .filter((event) => event.storedAt >= storedAt)
        .sort((a, b) => a.storedAt - b.storedAt || (a.order_id < b.order_id ? -1 : 1) || a.seq - b.seq)
        .slice(0, limit)
        .map((event) => ({ ...event, stored_at: event.storedAt })) as unknown as Row[],
    database_time: () => [{ now: String(this.now()) }],
    orders_overdue: (limit: number) => this.where((order) => this.overdue(order)).slice(0, limit),
    order_overdue: (id: string) => this.where((order) => order.id === id && this.overdue(order)),
    dispatch_take_unqueued: (olderThan: number, limit: number) =>
      this.open(
        ({ promotedAt, enqueuedAt }) =>
          promotedAt !== null && enqueuedAt === null && promotedAt < this.now() - olderThan,
      )
        .slice(0, limit)
        .map(({ id, generation }) => {
          this.change(id, { enqueuedAt: this.now() });
          return { id, generation };
        }),
    dispatch_mark: (ids: readonly string[]) => {
      for (const { id } of this.open(({ id, enqueuedAt }) => ids.includes(id) && enqueuedAt === null))
        this.change(id, { enqueuedAt: this.now() });
      return [];
    },
    dispatch_unmark: (ids: readonly string[]) => {
      for (const { id } of this.open(({ id }) => ids.includes(id))) this.change(id, { enqueuedAt: null });
      return [];
    },
    dispatch_queued: (quiet: number, after: string, limit: number) =>
      this.open(
        ({ id, enqueuedAt, updatedAt, nextAttemptAt }) =>
          id > after &&
          enqueuedAt !== null &&
          updatedAt < this.now() - quiet &&
          (nextAttemptAt === null || nextAttemptAt < this.now()),
      )
        .slice(0, limit)
        .map(({ id, generation }) => ({ id, generation })),
    dispatch_renew: (id: string, generation: number) =>
      this.open((order) => order.id === id && order.generation === generation && order.promotedAt !== null).map(() => {
        const { generation: renewed } = this.change(id, { generation: generation + 1, enqueuedAt: null });
        return { id, generation: renewed };
      }),
  };

  private stage(row: StagedRow): Row[] {
    const { client_order_id: clientOrderId, owner, id } = row;
    const taken = [...this.orders.values()].some(
      (order) => clientOrderId !== null && order.owner === owner && order.clientOrderId === clientOrderId,
    );
    if (taken) return [];
    const now = this.now();
    const order: Order = {
      id,
      owner,
      clientOrderId,
      requestHash: row.request_hash,
      type: row.type,
      fromToken: row.from_token,
      toToken: row.to_token,
      amountIn: BigInt(row.amount_in),
      slippageBps: row.slippage_bps,
      quote: row.quote,
      minAmountOut: null,
      status: 'pending',
      lastSeq: 1,
      epoch: 0,
      intent: 0,
      attempt: 0,
      generation: 0,
      claimsWithoutProgress: 0,
      promotedAt: null,
      enqueuedAt: null,
      nextAttemptAt: null,
      expiresAt: now + row.ttl_ms,
      route: null,
      signature: null,
      lastValidSlot: null,
      amountOut: null,
      executedPrice: null,
      failureCode: null,
      failureReason: null,
      createdAt: now,
      updatedAt: now,
      finishedAt: null,
    };
    this.orders.set(id, order);
    const { data, at } = row;
    const event = { order_id: id, seq: 1, event: 'staged', status: 'pending', attempt: 0, data, at } as const;
    this.events.add({ ...event, epoch: 0, newestEpoch: 0, storedAt: now });
    return [{ id, order }];
  }

  private append(row: AppendRow, events: readonly EventInput[]): Row[] {
    const order = this.orders.get(row.id);
    if (!order || order.epoch !== row.epoch || order.lastSeq !== row.last_seq) return [];
    const now = this.now();
    this.change(row.id, {
      status: row.status,
      lastSeq: row.new_seq,
      attempt: row.attempt,
      intent: row.intent,
      claimsWithoutProgress: 0,
      minAmountOut: row.min_amount_out === undefined ? null : BigInt(row.min_amount_out),
      nextAttemptAt: row.next_attempt_ms === null ? null : now + row.next_attempt_ms,
      route: row.route ?? null,
      signature: row.signature ?? null,
      lastValidSlot: row.last_valid_slot ?? null,
      amountOut: row.amount_out === undefined ? null : BigInt(row.amount_out),
      executedPrice: row.executed_price ?? null,
      failureCode: row.failure_code ?? null,
      failureReason: row.failure_reason ?? null,
      updatedAt: now,
      finishedAt: isFinal(row.status) ? now : null,
    });
    const told = { order_id: row.id, epoch: row.epoch, newestEpoch: order.epoch, storedAt: now };
    for (const { n, ...event } of events) if (n === row.n) this.events.add({ ...event, ...told });
    return [{ n: row.n, updated_at: new Date(now) }];
  }

  private promote(id: string, owner: string | null): Row[] {
    const order = this.orders.get(id);
    if (!order || (owner !== null && order.owner !== owner)) return [];
    if (order.status !== 'pending' || order.promotedAt !== null || order.expiresAt <= this.now()) return [];
    const { generation } = this.change(id, { promotedAt: this.now(), epoch: order.epoch + 1, updatedAt: this.now() });
    return [{ id, generation }];
  }

  private claim(id: string): Row[] {
    const [order] = this.open((open) => open.id === id && open.promotedAt !== null);
    if (!order) return [];
    const claimed = this.change(id, {
      epoch: order.epoch + 1,
      claimsWithoutProgress: order.claimsWithoutProgress + 1,
      enqueuedAt: order.enqueuedAt ?? this.now(),
      updatedAt: this.now(),
    });
    return [{ id, order: claimed, due_in_ms: Math.max(0, (order.nextAttemptAt ?? 0) - this.now()) }];
  }

  private overdue({ status, promotedAt, expiresAt }: Order): boolean {
    return status === 'pending' && promotedAt === null && expiresAt <= this.now();
  }

  private open(fits: (order: Order) => boolean): Order[] {
    return [...this.orders.values()]
      .filter((order) => OPEN_STATUSES.includes(order.status) && fits(order))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private where(fits: (order: Order) => boolean): Row[] {
    return [...this.orders.values()]
      .filter(fits)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((order) => ({ id: order.id, order }));
  }

  private change(id: string, changes: Partial<Order>): Order {
    const changed = { ...(this.orders.get(id) as Order), ...changes };
    this.orders.set(id, changed);
    return changed;
  }
}
