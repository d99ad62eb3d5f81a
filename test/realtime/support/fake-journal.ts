import { v7 } from 'uuid';
import { DomainError } from '../../../src/common/domain-error.js';
import { EventBus } from '../../../src/events/event-bus.js';
import type { LaunchResult } from '../../../src/execution/launcher.js';
import { STATUS_AFTER } from '../../../src/orders/order-event.js';
import type { EventData, OrderEvent, OrderEventKind } from '../../../src/orders/order-event.js';
import { toMessage } from '../../../src/orders/order-message.js';
import type { HistoryPosition, OrderHistory, StoredEvent } from '../../../src/orders/order-reader.js';
import { isFinal } from '../../../src/orders/order-status.js';
import type { Order } from '../../../src/orders/order.js';
import type { StagedOrder } from '../../../src/orders/staging.js';
import { turns } from './manual-clock.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Entry {
  readonly order: Writable<Order>;
  readonly events: OrderEvent[];
  readonly storedAt: number[];
}

/** The usual way of an order after its promotion. */
export const LIFE: readonly OrderEventKind[] = ['routed', 'built', 'submitted', 'confirmed'];

/** A journal in memory that behaves as the engine's: stores, then rings the bus. */
export class FakeJournal {
  /** The database does not answer. */
  away = false;
  /** The database takes no promotions. */
  launchAway = false;
  reads = 0;
  readonly launched: string[] = [];
  /** What happens to a promoted order. */
  onLaunch: (orderId: string) => void = () => undefined;
  /** Runs before a history is answered. */
  beforeRead: () => Promise<void> = () => turns(1);
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly bus: EventBus,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Stages an order as POST does. */
  place(clientOrderId: string | null = null): string {
    return this.stage('local', clientOrderId === null ? {} : { clientOrderId }).order.id;
  }

  stage(owner: string, input: Readonly<Record<string, unknown>>): StagedOrder {
    this.check();
    const clientOrderId = typeof input['clientOrderId'] === 'string' ? input['clientOrderId'] : null;
    if (input['toToken'] === 'NOPE') {
      throw new DomainError('UNKNOWN_TOKEN', 'toToken must be one of SOL, USDC', {
        errors: [{ field: 'toToken', message: 'must be one of SOL, USDC' }],
      });
    }
    for (const { order } of this.entries.values()) {
      if (clientOrderId !== null && order.clientOrderId === clientOrderId)
        return { order: { ...order }, created: false };
    }
    const order = newOrder(v7(), owner, clientOrderId, this.now());
    this.entries.set(order.id, { order, events: [], storedAt: [] });
    const [event] = this.append(order.id, 'staged');
    return event ? { order: { ...order }, created: true, event } : { order: { ...order }, created: true };
  }

  /** Stores events, then rings. */
  append(orderId: string, ...kinds: OrderEventKind[]): OrderEvent[] {
    const events = this.store(orderId, ...kinds);
    this.bus.publish(events.map((event) => ({ key: orderId, seq: event.seq, body: toMessage(event) })));
    return events;
  }

  /** Stores events and rings nobody. */
  store(orderId: string, ...kinds: OrderEventKind[]): OrderEvent[] {
    const { order, events, storedAt } = this.entry(orderId);
    const at = this.now();
    const added = kinds.map((kind, n) => ({
      orderId,
      seq: events.length + 1 + n,
      kind,
      attempt: kind === 'staged' ? 0 : 1,
      data: dataOf(kind),
      at,
    }));
    events.push(...added);
    storedAt.push(...added.map(() => at));
    order.lastSeq = events.length;
    const last = events.at(-1);
    if (last) order.status = STATUS_AFTER[last.kind];
    if (isFinal(order.status)) order.finishedAt = at;
    return added;
  }

  launch(orderId: string): LaunchResult {
    this.check();
    if (this.launchAway) throw away();
    const { order } = this.entry(orderId);
    if (order.promotedAt !== null || isFinal(order.status)) return 'already';
    if (order.expiresAt <= this.now()) {
      this.append(orderId, 'expired');
      return 'expired';
    }
    order.promotedAt = this.now();
    this.launched.push(orderId);
    this.onLaunch(orderId);
    return 'promoted';
  }

  cancel(orderId: string): Order {
    this.check();
    const { order } = this.find(orderId);
    if (order.status === 'cancelled') return { ...order };
    if (isFinal(order.status)) {
      throw new DomainError('ORDER_NOT_CANCELLABLE', `the order is ${order.status}`, {
        extra: { orderStatus: order.status },
      });
    }
    this.append(orderId, 'cancelled');
    return { ...order };
  }

  history(owner: string | null, { orderId, afterSeq }: HistoryPosition): OrderHistory | undefined {
    this.reads++;
    this.check();
    const entry = this.entries.get(orderId);
    if (!entry || (owner !== null && entry.order.owner !== owner)) return undefined;
    return { order: { ...entry.order }, events: entry.events.filter(({ seq }) => seq > afterSeq) };
  }

  eventsSince(storedAt: number, limit: number): StoredEvent[] {
    this.check();
    const all = [...this.entries.values()].flatMap(({ events, storedAt: times }) =>
      events.map((event, n) => ({ event, at: times[n] ?? 0 })),
    );
    return all
      .filter(({ at }) => at >= storedAt)
      .sort((a, b) => a.at - b.at)
      .slice(0, limit)
      .map(({ event, at }) => ({ ...event, storedAt: at }));
  }

  time(): number {
    this.check();
    return this.now();
  }

  /** Makes an order overdue. */
  outdate(orderId: string): void {
    this.entry(orderId).order.expiresAt = 0;
  }

  private entry(orderId: string): Entry {
    const entry = this.entries.get(orderId);
    if (!entry) throw new Error(`no order ${orderId}`);
    return entry;
  }

  private find(orderId: string): Entry {
    const entry = this.entries.get(orderId);
    if (!entry) throw new DomainError('ORDER_NOT_FOUND', `there is no order ${orderId}`);
    return entry;
  }

  private check(): void {
    if (this.away) throw away();
  }
}

function away(): DomainError {
  return new DomainError('UNAVAILABLE', 'the database does not answer now', { retryAfterSeconds: 1 });
}

function dataOf(kind: OrderEventKind): EventData {
  const data: Partial<Record<OrderEventKind, EventData>> = {
    staged: { amount: '1', fromToken: 'SOL', toToken: 'USDC' },
    routed: { quotes: [{ venue: 'raydium', amountOut: '150' }] },
    built: { minAmountOut: '149.25', toToken: 'USDC', slippageBps: 50 },
    submitted: { signature: 'sig', lastValidSlot: 160 },
    confirmed: { amountOut: '149.9', toToken: 'USDC', slot: 11 },
    retrying: { code: 'SLIPPAGE', reason: 'the price moved', delayMs: 100 },
  };
  return data[kind] ?? { code: kind.toUpperCase(), reason: `it ${kind}` };
}

function newOrder(id: string, owner: string, clientOrderId: string | null, now: number): Writable<Order> {
  return {
    id,
    owner,
    clientOrderId,
    requestHash: 'hash',
    type: 'market',
    fromToken: 'SOL',
    toToken: 'USDC',
    amountIn: 1_000_000_000n,
    slippageBps: 50,
    minAmountOut: null,
    status: 'pending',
    lastSeq: 0,
    epoch: 0,
    intent: 0,
    attempt: 0,
    generation: 0,
    claimsWithoutProgress: 0,
    promotedAt: null,
    enqueuedAt: null,
    nextAttemptAt: null,
    expiresAt: now + 60_000,
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
  } as Writable<Order>;
}
