import { isFinal, type ConnectionState, type OrderEvent } from '../client/index.js';
import type { Context } from './context.js';
import { EXIT } from './exit-code.js';
import { stageLines } from './stage-lines.js';

/** Prints an order's events as they come; the exit code that its end means. */
export async function showEvents(context: Context, events: AsyncIterable<OrderEvent>): Promise<number> {
  let last: OrderEvent | undefined;
  let first = NaN;
  for await (const event of events) {
    const at = Date.parse(event.at);
    if (Number.isNaN(first)) first = at;
    last = event;
    context.print(event, () => stageLines(event, at - first));
  }
  return !last || !isFinal(last) || last.status === 'confirmed' ? EXIT.ok : EXIT.notConfirmed;
}

/** Says when the connection is lost and when it is back. */
export function connectionNotes(context: Context): (state: ConnectionState) => void {
  let lost = false;
  return ({ state, reason, gap }) => {
    if (state === 'reconnecting' && !lost) context.note(`connection lost (${reason ?? 'no reason'}); coming back …`);
    if (state === 'open' && lost) context.note(gap ? 'back; what happened meanwhile is not shown' : 'back');
    lost = state === 'reconnecting' || (lost && state !== 'open');
  };
}
