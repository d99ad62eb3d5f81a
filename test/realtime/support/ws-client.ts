import { WebSocket } from 'ws';
import type { OrderMessage } from '../../../src/orders/order-message.js';

/** Any message of the server. */
export type AnyMessage = Partial<OrderMessage> & {
  readonly id?: string | number;
  readonly event: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A client that keeps what it gets. */
export class WsClient {
  readonly messages: AnyMessage[] = [];
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly closed: Promise<Closed>;
  /** The status of an answer that was no upgrade. */
  readonly refused: Promise<{ status: number; body: string; headers: Record<string, unknown> }>;
  private changed: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string> = {}, options: { autoPong?: boolean } = {}) {
    this.socket = new WebSocket(url, { headers, ...options });
    this.opened = new Promise((resolve) => this.socket.once('open', () => resolve()));
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.refused = new Promise((resolve) => {
      this.socket.once('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
          this.socket.terminate();
        });
      });
    });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data, isBinary) => {
      if (isBinary) throw new Error('the server sent a binary frame');
      this.messages.push(JSON.parse((data as Buffer).toString()) as AnyMessage);
      for (const wake of this.changed.splice(0)) wake();
    });
  }

  /** Resolves when what was received so far satisfies the test. */
  async until(test: (messages: readonly AnyMessage[]) => boolean): Promise<void> {
    while (!test(this.messages)) {
      const more = new Promise<void>((resolve) => this.changed.push(resolve));
      const end = this.closed.then(({ code, reason }) => {
        if (!test(this.messages)) {
          throw new Error(`closed with ${code} ${reason} after ${this.messages.length} messages`);
        }
      });
      await Promise.race([more, end]);
    }
  }

  /** Sends a frame and resolves with its answer. */
  async ask(event: string, data?: unknown): Promise<AnyMessage> {
    const id = `${event}-${Math.random()}`;
    await this.opened;
    this.send({ id, event, data });
    await this.until((messages) => messages.some((message) => message.id === id));
    return this.messages.find((message) => message.id === id) as AnyMessage;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** The sequence numbers shown, of one order or of all. */
  seqs(orderId?: string): number[] {
    return this.messages.flatMap((message) =>
      message.seq !== undefined && (orderId === undefined || message.orderId === orderId) ? [message.seq] : [],
    );
  }

  close(): Promise<Closed> {
    this.socket.close();
    return this.closed;
  }
}
