import { TestSocket } from './client.js';
import type { Frame } from './client.js';

/** What a client saw of an order that it did not let go of. */
export interface Life {
  readonly orderId: string;
  readonly frames: Frame[];
  /** How often it had to come back. */
  readonly returns: number;
}

/**
 * Comes back with `lastSeq` until the order has ended, whatever happens to the server meanwhile.
 * @param base the server's address as it is at the moment, `http://…`
 */
export async function persist(base: () => string, orderId: string, query = ''): Promise<Life> {
  const frames: Frame[] = [];
  for (let returns = 0; ; returns += 1) {
    const address = `${base().replace('http', 'ws')}/ws?orderId=${orderId}&lastSeq=${frames.at(-1)?.seq ?? 0}${query}`;
    const socket = new TestSocket(address);
    const opened = await socket.opened.then(
      () => true,
      () => false,
    );
    const { code } = opened ? await socket.closed : { code: 1006 };
    frames.push(...socket.frames.filter(({ seq }) => seq > 0));
    if (code === 1000 || code === 4410) return { orderId, frames, returns };
    if (code === 4404 || code === 4400) throw new Error(`order ${orderId}: closed with ${code}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a client saw every event once, in order, to an end. */
export function isWhole({ frames }: Life): boolean {
  return frames.length > 1 && frames.every(({ seq }, n) => seq === n + 1);
}
