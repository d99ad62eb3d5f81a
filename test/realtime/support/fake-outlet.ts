import type { OrderMessage } from '../../../src/orders/order-message.js';
import type { Outlet } from '../../../src/realtime/outlet.js';

/** A socket that keeps what it was sent. */
export class FakeOutlet implements Outlet {
  readonly frames: string[] = [];
  closed: { code: number; reason: string } | undefined;

  deliver(frame: Buffer | string): void {
    if (!this.closed) this.frames.push(frame.toString());
  }

  finish(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  get messages(): (OrderMessage & { id?: unknown })[] {
    return this.frames.map((frame) => JSON.parse(frame) as OrderMessage);
  }

  /** The sequence numbers shown of an order. */
  seqs(orderId: string): number[] {
    return this.messages.filter((message) => message.orderId === orderId).map(({ seq }) => seq);
  }
}
