import type { OrderChannel } from './order-channel.js';
import type { Outlet } from './outlet.js';
import type { WireMessage } from './wire-message.js';

/** One socket's view of one order: every event once, in order, from a position on. */
export class Follower {
  /** Where it began: events up to here were not wanted. */
  start = 0;
  /** The newest event that this socket needs no more. */
  position = 0;
  /** False while the history is being read; what arrives meanwhile waits in the channel. */
  live = false;
  private gone = false;
  private skipFrom = 0;
  private skipTo = 0;

  /** @param ended called after the last event of the order. */
  constructor(
    private readonly channel: OrderChannel,
    private readonly outlet: Outlet,
    private readonly ended: (last: WireMessage) => void,
  ) {}

  /** Leaves out what the same socket was shown by other means. */
  skip(from: number, to: number): void {
    this.skipFrom = from;
    this.skipTo = to;
  }

  /** Sends the history after a position, then goes on live. */
  begin(after: number, history: readonly WireMessage[]): void {
    if (this.gone || this.live) return;
    this.start = after;
    this.position = after;
    for (const message of history) if (message.seq === this.position + 1) this.advance(message);
    this.live = true;
    this.channel.settle();
  }

  /** Takes the next event. */
  advance(message: WireMessage): void {
    this.position = message.seq;
    if (this.gone) return;
    const shown = message.seq >= this.skipFrom && message.seq <= this.skipTo;
    if (!message.final) {
      if (!shown) this.outlet.deliver(message.frame);
      return;
    }
    if (!shown) this.outlet.deliver(message.frame);
    this.remove(true, false);
    this.ended(message);
  }

  /** Stops following; `vanished` when the socket went away by itself. */
  leave(vanished: boolean): void {
    if (!this.gone) this.remove(false, vanished);
  }

  private remove(final: boolean, vanished: boolean): void {
    this.gone = true;
    this.channel.remove(this, final, vanished);
  }
}
