import type { WireMessage } from './wire-message.js';

interface Held {
  /** The newest of the socket's own executions when the order was first seen. */
  readonly ticket: number;
  readonly messages: WireMessage[];
}

/**
 * Orders that the feed shows for the first time while executions of the same socket are under way: one of them may be
 * its own, and that order's events must come after the ack.
 */
export class HeldBack {
  private readonly underWay = new Set<number>();
  private readonly orders = new Map<string, Held>();
  private lastTicket = 0;

  /** An execution begins. */
  begin(): number {
    this.underWay.add(++this.lastTicket);
    return this.lastTicket;
  }

  /** Whether the message was kept. */
  take(message: WireMessage): boolean {
    if (this.underWay.size === 0) return false;
    const held = this.orders.get(message.key);
    if (held) held.messages.push(message);
    else if (message.seq === 1) this.orders.set(message.key, { ticket: this.lastTicket, messages: [message] });
    else return false;
    return true;
  }

  /** The order is delivered by other means. Whether something of it was kept. */
  discard(orderId: string): boolean {
    return this.orders.delete(orderId);
  }

  /** An execution is settled: returns what can no longer be one of the socket's own. */
  end(ticket: number): WireMessage[] {
    this.underWay.delete(ticket);
    const [oldest = Infinity] = this.underWay;
    const free: WireMessage[] = [];
    for (const [orderId, held] of this.orders) {
      if (held.ticket >= oldest) break;
      this.orders.delete(orderId);
      free.push(...held.messages);
    }
    return free;
  }
}
