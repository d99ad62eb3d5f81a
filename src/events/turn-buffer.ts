import type { BusMessage } from './event-bus.js';

/** Collects what is published in one turn of the event loop, so that it travels together. */
export class TurnBuffer {
  private waiting: BusMessage[] = [];

  constructor(private readonly flush: (messages: readonly BusMessage[]) => void) {}

  add(messages: readonly BusMessage[]): void {
    if (messages.length === 0) return;
    if (this.waiting.length === 0) setImmediate(() => this.drain());
    this.waiting.push(...messages);
  }

  /** Sends at once what waits. */
  drain(): void {
    const messages = this.waiting;
    this.waiting = [];
    if (messages.length > 0) this.flush(messages);
  }
}
