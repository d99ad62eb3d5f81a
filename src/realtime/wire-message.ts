import type { BusMessage } from '../events/event-bus.js';
import type { OrderEvent } from '../orders/order-event.js';
import { toMessage } from '../orders/order-message.js';
import type { OrderMessage } from '../orders/order-message.js';

/** What a diagnostic job shows beyond an order's message. */
type Body = OrderMessage & { readonly diagnostic?: true };

const DIAGNOSTIC_PREFIX = 'diagnostic:';

/** Diagnostic jobs are shown on the global feed but never journaled: nothing can be read again. */
export function isDiagnostic(key: string): boolean {
  return key.startsWith(DIAGNOSTIC_PREFIX);
}

/** One message as it goes to clients, turned into bytes once for all of them. */
export class WireMessage {
  private bytes: Buffer | undefined;

  private constructor(
    readonly key: string,
    readonly seq: number,
    private readonly body: Body,
  ) {}

  /** Undefined for a mere doorbell, whose text is in the journal. */
  static fromBus({ key, seq, body }: BusMessage): WireMessage | undefined {
    return body === undefined ? undefined : new WireMessage(key, seq, body as Body);
  }

  static fromEvent(this: void, event: OrderEvent): WireMessage {
    return new WireMessage(event.orderId, event.seq, toMessage(event));
  }

  get status(): OrderMessage['status'] {
    return this.body.status;
  }

  /** Whether nothing follows it. */
  get final(): boolean {
    return this.body.event === 'job:completed' || this.body.event === 'job:failed';
  }

  get frame(): Buffer {
    return (this.bytes ??= Buffer.from(JSON.stringify(this.body)));
  }
}
