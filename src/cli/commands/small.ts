import type { Context } from '../context.js';
import { EXIT } from '../exit-code.js';
import { paintStatus } from '../paint.js';
import { connectionNotes } from '../show-events.js';
import { lineOf } from './orders.js';

/** `cancel ID`. */
export async function cancel(context: Context, id: string): Promise<number> {
  const cancelled = await context.client.cancel(id, { signal: context.signal });
  context.print(cancelled, () => [lineOf(cancelled)]);
  return EXIT.ok;
}

/** `watch`: every order's events from now on, until Ctrl-C. */
export async function watch(context: Context): Promise<number> {
  const events = context.client.feed({ signal: context.signal, onConnection: connectionNotes(context) });
  for await (const event of events) {
    const { at, orderId, seq, status, message } = event;
    context.print(event, () => [`${at}  ${orderId}  ${seq}  ${paintStatus(status)}  ${message}`]);
  }
  return EXIT.ok;
}

/** `balances`: the wallet. */
export async function balances(context: Context): Promise<number> {
  const wallet = await context.client.balances({ signal: context.signal });
  const width = Math.max(...wallet.items.map(({ amount }) => amount.length));
  context.print(wallet, () => wallet.items.map(({ token, amount }) => `${amount.padStart(width)}  ${token}`));
  return EXIT.ok;
}
