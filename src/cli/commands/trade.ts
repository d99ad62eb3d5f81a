import { EngineError } from '../../client/index.js';
import type { Context } from '../context.js';
import { connectionNotes, showEvents } from '../show-events.js';

export interface TradeOptions {
  readonly slippage?: string;
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
  if (options.slippage !== undefined && !/^\d+$/.test(options.slippage)) {
    throw new EngineError('USAGE', `--slippage takes hundredths of a per cent from 0 to 5000, not ${options.slippage}`);
  }
  const staged = await client.place(
    {
      ...(fromToken === undefined ? {} : { fromToken }),
      ...(toToken === undefined ? {} : { toToken }),
      ...(amount === undefined ? {} : { amount }),
      ...(options.slippage === undefined ? {} : { slippageBps: Number(options.slippage) }),
      ...(options.id === undefined ? {} : { clientOrderId: options.id }),
      ...(options.quote === undefined ? {} : { quoteId: options.quote }),
    },
    { signal },
  );
  if (!context.json) context.note(`order ${staged.orderId}`);
  const left = (): void =>
    context.note(`the order goes on; order-engine order ${staged.orderId} --follow shows it, cancel cancels it`);
  signal.addEventListener('abort', left, { once: true });
  return await showEvents(
    context,
    client.follow(staged.orderId, { signal, onConnection: connectionNotes(context) }),
  ).finally(() => signal.removeEventListener('abort', left));
}
