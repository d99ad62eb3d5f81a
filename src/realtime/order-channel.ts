import type { OrderEvent } from '../orders/order-event.js';
import { Follower } from './follower.js';
import type { Outlet } from './outlet.js';
import { WireMessage } from './wire-message.js';

/** What a channel needs from its surroundings. */
export interface ChannelContext {
  /** The journal after a position. */
  readonly read: (orderId: string, afterSeq: number) => Promise<readonly OrderEvent[]>;
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
  /** The last follower left; `position` is the newest event it had. */
  readonly emptied: (orderId: string, position: number, final: boolean, vanished: boolean) => void;
  readonly failed: (orderId: string, error: unknown) => void;
}

/** Events ahead of what followers can take yet; more are read from the journal again. */
const MAX_HELD = 256;

/** The local sockets of one order. Doubled and disordered messages are put right; what is missing is read from the journal. */
export class OrderChannel {
  /** When something was last heard of this order. */
  touchedAt: number;
  private readonly followers = new Set<Follower>();
  private held: Map<number, WireMessage> | undefined;
  /** The newest event known to exist. */
  private highest = 0;
  private filling = false;

  constructor(
    private readonly orderId: string,
    private readonly context: ChannelContext,
  ) {
    this.touchedAt = context.now();
  }

  join(outlet: Outlet, ended: (last: WireMessage) => void): Follower {
    const follower = new Follower(this, outlet, ended);
    this.followers.add(follower);
    return follower;
  }

  remove(follower: Follower, final: boolean, vanished: boolean): void {
    this.followers.delete(follower);
    if (this.followers.size === 0) this.context.emptied(this.orderId, follower.position, final, vanished);
  }

  accept(message: WireMessage): void {
    this.touchedAt = this.context.now();
    if (message.seq > this.highest) this.highest = message.seq;
    this.hold(message);
    this.settle();
  }

  /** Whether an event was not heard of before. */
  isNews(seq: number): boolean {
    return seq > this.highest;
  }

  /** There is an event, but its text is only in the journal. */
  ring(seq: number): void {
    if (seq > this.highest) this.highest = seq;
    this.settle();
  }

  /** Gives every live follower what it can take, and reads what is missing. */
  settle(): void {
    let lowest = Infinity;
    let opening = false;
    for (const follower of this.followers) {
      if (!follower.live) {
        opening = true;
        continue;
      }
      for (let next = this.after(follower); next; next = this.after(follower)) follower.advance(next);
      if (follower.position < lowest) lowest = follower.position;
    }
    if (!opening) this.trim(lowest);
    if (lowest < this.highest) void this.refresh();
  }

  /** Reads the journal after the hindmost live follower; one reading at a time. */
  async refresh(): Promise<void> {
    if (this.filling) return;
    this.filling = true;
    try {
      let target: number;
      do {
        const from = this.hindmost();
        if (from === undefined) break;
        target = this.highest;
        for (const event of await this.context.read(this.orderId, from)) {
          if (event.seq > this.highest) this.highest = event.seq;
          this.hold(WireMessage.fromEvent(event));
        }
        this.touchedAt = this.context.now();
        this.settle();
        // Again only for what came meanwhile: an event that the journal does not show yet is left to the sweep.
      } while (this.highest > target && (this.hindmost() ?? Infinity) < this.highest);
    } catch (error) {
      this.context.failed(this.orderId, error);
    } finally {
      this.filling = false;
    }
  }

  private hold(message: WireMessage): void {
    this.held ??= new Map();
    if (this.held.size < MAX_HELD) this.held.set(message.seq, message);
  }

  private after(follower: Follower): WireMessage | undefined {
    return this.held?.get(follower.position + 1);
  }

  private trim(lowest: number): void {
    if (!this.held) return;
    if (lowest >= this.highest) this.held = undefined;
    else for (const seq of this.held.keys()) if (seq <= lowest) this.held.delete(seq);
  }

  private hindmost(): number | undefined {
    let lowest: number | undefined;
    for (const { live, position } of this.followers) if (live && position < (lowest ?? Infinity)) lowest = position;
    return lowest;
  }
}
