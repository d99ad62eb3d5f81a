import type { Order, OrderStatus } from '../../client/index.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-code.js';
import { paintStatus } from '../paint.js';

export interface OrdersOptions {
  readonly status?: OrderStatus;
  readonly limit: number;
}

/** `orders --status failed`: the newest orders, a line each. */
export async function orders(context: Context, { status, limit }: OrdersOptions): Promise<number> {
  const filter = { limit, ...(status === undefined ? {} : { status }) };
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
