import type { FeedMember, FeedStream, SeqRange } from './feed-stream.js';
import type { Follower } from './follower.js';
import { HeldBack } from './held-back.js';
import type { OrderHub } from './order-hub.js';
import type { Outlet } from './outlet.js';
import type { WireMessage } from './wire-message.js';

/** Orders of which a socket remembers what it was shown after it stopped following them. */
const MAX_REMEMBERED = 10_000;

/** A feed socket: the global feed, and the orders it subscribed to or placed. Shows no event twice. */
export class FeedSession implements FeedMember {
  private readonly following = new Map<string, Follower>();
  /** Subscriptions ended by the client while the feed shows their orders anyway. */
  private readonly standIns = new Set<string>();
  private readonly remembered = new Map<string, SeqRange>();
  private readonly heldBack = new HeldBack();
  private readonly turns = new Map<string, Promise<unknown>>();
  private over = false;

  constructor(
    readonly owner: string,
    readonly outlet: Outlet,
    private readonly hub: OrderHub,
    private readonly feed: FeedStream,
  ) {
    feed.join(this);
  }

  show(message: WireMessage): void {
    if (this.following.has(message.key)) return;
    const seen = this.remembered.get(message.key);
    if (seen && message.seq <= seen.to) return;
    if (!this.heldBack.take(message)) this.outlet.deliver(message.frame);
  }

  /** Runs what concerns one order one after the other, as it came. */
  async inTurn<T>(orderId: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(orderId) ?? Promise.resolve()).then(work, work);
    this.turns.set(orderId, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(orderId) === turn) this.turns.delete(orderId);
    }
  }

  /** While an execution runs, new orders wait: one of them may be its own. */
  async whileExecuting<T>(work: () => Promise<T>): Promise<T> {
    const ticket = this.heldBack.begin();
    try {
      return await work();
    } finally {
      for (const message of this.heldBack.end(ticket)) this.show(message);
    }
  }

  follows(orderId: string): boolean {
    return this.following.has(orderId);
  }

  /** Follows an order from now on; what the feed or an earlier subscription showed is left out. */
  follow(orderId: string): Follower {
    this.standIns.delete(orderId);
    const fed = this.heldBack.discard(orderId) ? undefined : this.feed.shown(this, orderId);
    const seen = union(this.remembered.get(orderId), fed);
    const follower = this.hub.join(orderId, this.outlet, (last) => {
      this.following.delete(orderId);
      this.standIns.delete(orderId);
      this.remember(orderId, union(seen, { from: follower.start + 1, to: last.seq }));
    });
    if (seen) {
      follower.skip(seen.from, seen.to);
      this.remember(orderId, seen);
    }
    // A command that outlives its socket leaves nothing behind.
    if (this.over) follower.leave(true);
    else this.following.set(orderId, follower);
    return follower;
  }

  /** The client wants no more of an order. On the feed it goes on seeing it, from where it stands. */
  unfollow(orderId: string): void {
    if (this.feed.has(this)) this.standIns.add(orderId);
    else this.drop(orderId);
  }

  /** Stops following at once. */
  drop(orderId: string): void {
    const follower = this.following.get(orderId);
    if (!follower) return;
    this.following.delete(orderId);
    this.standIns.delete(orderId);
    const { live, start, position } = follower;
    if (live && position > start) {
      this.remember(orderId, union(this.remembered.get(orderId), { from: start + 1, to: position }));
    }
    follower.leave(false);
  }

  leaveFeed(): void {
    for (const [orderId, range] of this.feed.shownOfOpen(this)) this.remember(orderId, range);
    this.feed.leave(this);
    for (const orderId of this.standIns) this.drop(orderId);
  }

  /** The socket is gone. */
  end(): void {
    this.over = true;
    this.feed.leave(this);
    for (const follower of this.following.values()) follower.leave(true);
    this.following.clear();
  }

  private remember(orderId: string, range: SeqRange | undefined): void {
    if (!range) return;
    this.remembered.delete(orderId);
    this.remembered.set(orderId, range);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MAX_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
  }
}

function union(a: SeqRange | undefined, b: SeqRange | undefined): SeqRange | undefined {
  if (!a || !b) return a ?? b;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
