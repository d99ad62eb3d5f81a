import { STATUS_AFTER } from './order-event.js';
import type { OrderEvent } from './order-event.js';
import { isFinal } from './order-status.js';
import type { Order } from './order.js';

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
  readonly quote: unknown;
  readonly ttlMs: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A new order with the time of its first event. */
export type Staging = NewOrder & { readonly at: number };

/** Events to append to an order as last read, and what the order is after them. */
export interface Append {
  readonly before: Order;
  readonly after: Order;
  readonly retryInMs: number | null;
  readonly events: readonly OrderEvent[];
}

/** A row of `STAGE`'s input. */
export function stagingRow(order: Staging) {
  return {
    id: order.id,
    owner: order.owner,
    client_order_id: order.clientOrderId,
    request_hash: order.requestHash,
    type: order.type,
    from_token: order.fromToken,
    to_token: order.toToken,
    amount_in: order.amountIn.toString(),
    slippage_bps: order.slippageBps,
    quote: order.quote,
    ttl_ms: order.ttlMs,
    data: order.data,
    at: order.at,
  };
}

/** Stagings of one client order id must not share a statement. */
export function stagingKey(order: NewOrder): string {
  return order.clientOrderId === null ? order.id : `${order.owner}\n${order.clientOrderId}`;
}

export function stagedEvent(order: Staging): OrderEvent {
  return { orderId: order.id, seq: 1, kind: 'staged', attempt: 0, data: order.data, at: order.at };
}

/** A row of `APPEND`'s first input. */
export function appendRow({ before, after, retryInMs }: Append, n: number) {
  return {
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
  };
}

/** Rows of `APPEND`'s second input. */
export function eventRows(append: Append, n: number) {
  return append.events.map(({ seq, kind, attempt, data, at }) => ({
    n,
    seq,
    event: kind,
    status: STATUS_AFTER[kind],
    attempt,
    data,
    at,
  }));
}

/** Results of a statement that names its rows by order id, in the order of the ids. */
export function byId<T>(
  ids: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
  read: (row: Readonly<Record<string, unknown>>) => T,
): (T | undefined)[] {
  const found = new Map(rows.map((row) => [row['id'], row]));
  return ids.map((id) => {
    const row = found.get(id);
    return row && read(row);
  });
}
