import type { Context } from '../context.js';
import { connectionNotes, showEvents } from '../show-events.js';

export interface TradeOptions {
  readonly slippage?: number;
  readonly id?: string;
  readonly quote?: string;
}

/** `trade SOL USDC 1`: places the order and follows it to its end. */
export async function trade(
  context: Context,
  [fromToken, toToken, amount]: readonly string[],
  options: TradeOptions,
): Promise<number> {
  const { client, signal } = context;
  let left = 'the order may have been placed: order-engine orders shows it';
  const leave = (): void => context.note(left);
  signal.addEventListener('abort', leave, { once: true });
  const staged = await client.place(
    {
      ...(fromToken === undefined ? {} : { fromToken }),
      ...(toToken === undefined ? {} : { toToken }),
      ...(amount === undefined ? {} : { amount }),
      ...(options.slippage === undefined ? {} : { slippageBps: options.slippage }),
      ...(options.id === undefined ? {} : { clientOrderId: options.id }),
      ...(options.quote === undefined ? {} : { quoteId: options.quote }),
    },
    { signal },
  );
  if (!context.json) context.note(`order ${staged.orderId}`);
  const { orderId } = staged;
  left = `the order goes on: order-engine order ${orderId} --follow shows it, order-engine cancel ${orderId} cancels it`;
  const events = client.follow(orderId, { signal, onConnection: connectionNotes(context) });
  return await showEvents(context, events).finally(() => signal.removeEventListener('abort', leave));
}
