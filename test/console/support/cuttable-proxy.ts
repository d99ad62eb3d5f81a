import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** A TCP proxy in front of an engine, whose connections can be cut. */
export interface CuttableProxy {
  readonly url: string;
  /** Ends every connection and refuses new ones. @returns how many it ended */
  cut(): number;
  /** The same as soon as the engine has said this, in a frame or a body. */
  cutAfter(words: string): Promise<number>;
  mend(): void;
  /** How many connections were refused since the cut. */
  refused(): number;
  stop(): Promise<void>;
}

export async function startProxy(target: string): Promise<CuttableProxy> {
  const port = Number(new URL(target).port);
  const open = new Set<Socket>();
  let isCut = false;
  let refused = 0;
  let heard: (chunk: Buffer) => boolean = () => false;
  const server = createServer((socket) => {
    if (isCut) {
      refused += 1;
      socket.destroy();
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    socket.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      const isLast = heard(chunk);
      socket.write(chunk, () => isLast && cut());
    });
    upstream.on('end', () => socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };
  const end = (): number => {
    const count = open.size / 2;
    for (const socket of open) socket.destroy();
    return count;
  };
  let wasCut: (count: number) => void = () => undefined;
  const cut = (): number => {
    isCut = true;
    refused = 0;
    heard = () => false;
    const count = end();
    wasCut(count);
    return count;
  };
  return {
    url: `http://127.0.0.1:${own}`,
    cut,
    cutAfter: (words) => {
      heard = (chunk) => chunk.includes(words);
      return new Promise((resolve) => (wasCut = resolve));
    },
    mend: () => void (isCut = false),
    refused: () => refused,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      end();
      await closed;
    },
  };
}
