import { EngineError, ORDER_STATUSES, type Order, type OrderStatus } from '../../client/index.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-code.js';
import { paintStatus } from '../paint.js';

export interface OrdersOptions {
  readonly status?: string;
  readonly limit?: string;
}

/** `orders --status failed`: the newest orders, a line each. */
export async function orders(context: Context, { status, limit = '20' }: OrdersOptions): Promise<number> {
  if (status !== undefined && !(ORDER_STATUSES as readonly string[]).includes(status)) {
    throw new EngineError('USAGE', `--status takes one of ${ORDER_STATUSES.join(', ')}, not ${status}`);
  }
  const filter = { limit: Number(limit), ...(status === undefined ? {} : { status: status as OrderStatus }) };
  const { items } = await context.client.orders(filter, { signal: context.signal });
  for (const order of items) context.print(order, () => [lineOf(order)]);
  if (items.length === 0) context.note('no orders');
  return EXIT.ok;
}

/** An order on one line. */
export function lineOf(order: Order): string {
  const { orderId, status, amount, fromToken, toToken, amountOut, failureCode, createdAt } = order;
  const end = amountOut === null ? (failureCode ?? '') : `→ ${amountOut} ${toToken}`;
  return `${createdAt}  ${orderId}  ${paintStatus(status)}  ${amount} ${fromToken} for ${toToken}  ${end}`.trimEnd();
}
