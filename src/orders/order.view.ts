import { formatAmount } from '../common/amount.js';
import { findToken } from '../tokens/tokens.js';
import type { OrderHistory } from './order-reader.js';
import { toMessage } from './order-message.js';
import type { OrderMessage } from './order-message.js';
import type { Order } from './order.js';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function whole(units: bigint | null, symbol: string): string | null {
  return units === null ? null : formatAmount(units, findToken(symbol)?.decimals ?? 0);
}

/** An order as REST shows it: amounts in whole tokens, times in ISO 8601. */
export function toOrderView(order: Order) {
  return {
    orderId: order.id,
    jobId: order.id,
    clientOrderId: order.clientOrderId,
    status: order.status,
    orderType: order.type,
    fromToken: order.fromToken,
    toToken: order.toToken,
    amount: whole(order.amountIn, order.fromToken),
    slippageBps: order.slippageBps,
    minAmountOut: whole(order.minAmountOut, order.toToken),
    attempts: order.attempt,
    route: order.route ?? null,
    signature: order.signature,
    amountIn: order.amountOut === null ? null : whole(order.amountIn, order.fromToken),
    amountOut: whole(order.amountOut, order.toToken),
    executedPrice: order.executedPrice,
    failureCode: order.failureCode,
    failureReason: order.failureReason,
    lastSeq: order.lastSeq,
    createdAt: iso(order.createdAt),
    updatedAt: iso(order.updatedAt),
    promotedAt: iso(order.promotedAt),
    nextAttemptAt: order.status === 'pending' ? iso(order.nextAttemptAt) : null,
    expiresAt: order.promotedAt === null ? iso(order.expiresAt) : null,
    finishedAt: iso(order.finishedAt),
  };
}

export type OrderView = ReturnType<typeof toOrderView>;

/** The same with the whole history and the quotes of the latest routing. */
export function toOrderDetail({
  order,
  events,
}: OrderHistory): OrderView & { quotes: unknown; events: OrderMessage[] } {
  const routed = events.findLast((event) => event.kind === 'routed');
  return { ...toOrderView(order), quotes: routed?.data['quotes'] ?? null, events: events.map(toMessage) };
}
