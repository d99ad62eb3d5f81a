import type { BusMessage } from './event-bus.js';

/** One message on the wire; without the third part it is only a doorbell. */
type WireEntry = readonly [key: string, seq: number, body?: unknown];

/** Separates the sender from the messages; a process id holds none. */
const SEPARATOR = '|';

/**
 * Messages → payloads of at most `maxBytes`, each led by the sender's id, in order. A message that does not fit by
 * itself goes without its body.
 */
export function encodeBatch(sender: string, messages: readonly BusMessage[], maxBytes: number): string[] {
  const prefix = `${sender}${SEPARATOR}`;
  const room = maxBytes - Buffer.byteLength(prefix) - 2;
  const payloads: string[] = [];
  let parts: string[] = [];
  let used = 0;
  const close = (): void => {
    if (parts.length > 0) payloads.push(`${prefix}[${parts.join(',')}]`);
    parts = [];
    used = 0;
  };
  for (const message of messages) {
    let part = encodeEntry(message);
    if (Buffer.byteLength(part) > room) part = JSON.stringify([message.key, message.seq]);
    const bytes = Buffer.byteLength(part) + 1;
    if (used + bytes > room) close();
    parts.push(part);
    used += bytes;
  }
  close();
  return payloads;
}

/** The messages of a payload; undefined for our own, which is seen before anything is parsed. @throws on garbage. */
export function decodeBatch(self: string, payload: string): BusMessage[] | undefined {
  const end = payload.indexOf(SEPARATOR);
  if (end === self.length && payload.startsWith(self)) return undefined;
  const entries = JSON.parse(payload.slice(end + 1)) as WireEntry[];
  return entries.map(([key, seq, body]) => (body === undefined ? { key, seq } : { key, seq, body }));
}

function encodeEntry({ key, seq, body }: BusMessage): string {
  const entry: WireEntry = body === undefined ? [key, seq] : [key, seq, body];
  return JSON.stringify(entry);
}
