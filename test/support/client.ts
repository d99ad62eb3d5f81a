import { WebSocket } from 'ws';
import type { OrderMessage } from '../../src/orders/order-message.js';

export const SELL_1_SOL = { fromToken: 'SOL', toToken: 'USDC', amount: '1' };

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // The bodies of replies are what the tests are about; each looks at the fields it knows.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: Record<string, any>;
}

/** Calls the REST API; a string body is sent as it is. */
export async function call(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Reply['body'] };
}

export async function stage(url: string, order: unknown = SELL_1_SOL): Promise<{ orderId: string; wsUrl: string }> {
  const { status, body } = await call(`${url}/api/orders/execute`, 'POST', order);
  if (status !== 201 && status !== 200) throw new Error(`staging answered ${status}: ${JSON.stringify(body)}`);
  return body as unknown as { orderId: string; wsUrl: string };
}

/** A frame of the feed socket: an order's message, or the answer to a command. */
export type Frame = OrderMessage & { readonly id?: unknown; readonly diagnostic?: boolean };

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A socket that keeps everything it was sent. */
export class TestSocket {
  readonly frames: Frame[] = [];
  readonly closed: Promise<Closed>;
  readonly opened: Promise<void>;
  private readonly waiting = new Set<() => void>();

  constructor(
    url: string,
    readonly socket = new WebSocket(url, { perMessageDeflate: false }),
  ) {
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    socket.on('message', (data) => {
      this.frames.push(JSON.parse((data as Buffer).toString('utf8')) as Frame);
      for (const look of this.waiting) look();
    });
  }

  get seqs(): number[] {
    return this.frames.map((frame) => frame.seq);
  }

  get statuses(): string[] {
    return this.frames.map((frame) => frame.status);
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** The first frame, past or future, that fits. */
  frame(fits: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.frames.find(fits);
        if (!found) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  async end(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** Watches an order's socket to its end. */
export async function follow(wsUrl: string): Promise<TestSocket & { close: Closed }> {
  const socket = new TestSocket(wsUrl);
  return Object.assign(socket, { close: await socket.closed });
}
