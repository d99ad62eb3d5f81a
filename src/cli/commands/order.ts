import type { Context } from '../context.js';
import { EXIT } from '../exit-code.js';
import { connectionNotes, showEvents } from '../show-events.js';
import { stageLines } from '../stage-lines.js';
import { lineOf } from './orders.js';

/** `order ID`: its history; with `--follow` also what is still to come. It never starts an order. */
export async function order(context: Context, id: string, { follow }: { readonly follow?: boolean }): Promise<number> {
  const { client, signal } = context;
  if (follow) {
    return await showEvents(
      context,
      client.follow(id, { watch: true, signal, onConnection: connectionNotes(context) }),
    );
  }
  const found = await client.order(id, { signal });
  const start = Date.parse(found.createdAt);
  context.print(found, () => [
    lineOf(found),
    ...found.events.flatMap((event) => stageLines(event, Date.parse(event.at) - start)),
  ]);
  return EXIT.ok;
}
