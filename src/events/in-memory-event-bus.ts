import { EventBus } from './event-bus.js';
import type { BusListener, BusMessage } from './event-bus.js';
import { LocalListeners } from './local-listeners.js';

/** The bus of a process that is alone: tests and simulations. */
export class InMemoryEventBus extends EventBus {
  private readonly local = new LocalListeners();

  publish(messages: readonly BusMessage[]): void {
    this.local.deliver(messages);
  }

  subscribe(listener: BusListener): () => void {
    return this.local.add(listener);
  }

  connected(): boolean {
    return true;
  }
}
