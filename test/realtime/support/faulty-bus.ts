import { EventBus } from '../../../src/events/event-bus.js';
import type { BusListener, BusMessage } from '../../../src/events/event-bus.js';
import { InMemoryEventBus } from '../../../src/events/in-memory-event-bus.js';

/** A bus whose deliveries can be tampered with. */
export class FaultyBus extends EventBus {
  /** What becomes of a batch: dropped parts, copies, another order. */
  tamper: (messages: readonly BusMessage[]) => readonly BusMessage[] = (messages) => messages;
  private readonly inner = new InMemoryEventBus();

  publish(messages: readonly BusMessage[]): void {
    const left = this.tamper(messages);
    if (left.length > 0) this.inner.publish(left);
  }

  subscribe(listener: BusListener): () => void {
    return this.inner.subscribe(listener);
  }

  connected(): boolean {
    return true;
  }
}
