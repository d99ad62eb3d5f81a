import { Logger } from '@nestjs/common';
import type { BusListener, BusMessage } from './event-bus.js';

/** The listeners of one process; one that throws harms neither the publisher nor its siblings. */
export class LocalListeners {
  private readonly logger = new Logger('EventBus');
  private readonly listeners = new Set<BusListener>();

  add(listener: BusListener): () => void {
    // A wrapper, so that the same function subscribed twice is two subscriptions.
    const entry: BusListener = (messages) => listener(messages);
    this.listeners.add(entry);
    return () => {
      this.listeners.delete(entry);
    };
  }

  deliver(messages: readonly BusMessage[]): void {
    if (messages.length === 0) return;
    for (const listener of this.listeners) {
      try {
        listener(messages);
      } catch (error) {
        const what = messages.map(({ key, seq }) => `${key}#${seq}`).join(', ');
        this.logger.error(`a listener failed on ${what.slice(0, 500)}`, error instanceof Error ? error.stack : error);
      }
    }
  }
}
