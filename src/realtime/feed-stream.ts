import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OrderReader } from '../orders/order-reader.js';
import { isFinal } from '../orders/order-status.js';
import type { OrderEvent } from '../orders/order-event.js';
import { FeedTrack } from './feed-track.js';
import { REMEMBER_ENDED_MS, REMEMBER_SILENT_MS } from './timing.js';
import { WireMessage, isDiagnostic } from './wire-message.js';

/** A socket on the global feed. */
export interface FeedMember {
  show(message: WireMessage): void;
}

/** Which events of an order, both ends included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The events of every order from the first socket's arrival on, put in order once for all sockets of the feed: per
 * order ascending and without gaps.
 */
@Injectable()
export class FeedStream {
  private readonly logger = new Logger(FeedStream.name);
  /** By member, the place in the feed where it joined. */
  private readonly members = new Map<FeedMember, number>();
  private tracks = new Map<string, FeedTrack>();
  private readonly lagging = new Set<string>();
  private place = 0;
  private began = 0;
  private startedTime = 0;

  constructor(
    private readonly reader: OrderReader,
    private readonly clock: Clock,
  ) {}

  get size(): number {
    return this.members.size;
  }

  /** When the first member came, by a clock that never jumps, ms. */
  get startedAt(): number {
    return this.began;
  }

  join(member: FeedMember): void {
    if (this.members.size === 0) {
      this.began = this.clock.monotonic();
      this.startedTime = this.clock.now();
    }
    this.members.set(member, this.place);
  }

  leave(member: FeedMember): void {
    this.members.delete(member);
    if (this.members.size > 0) return;
    this.tracks = new Map();
    this.lagging.clear();
  }

  has(member: FeedMember): boolean {
    return this.members.has(member);
  }

  /** What a member was shown of an order. */
  shown(member: FeedMember, key: string): SeqRange | undefined {
    const joined = this.members.get(member);
    return joined === undefined ? undefined : this.tracks.get(key)?.shownAfter(joined);
  }

  /** What a member was shown of orders that go on. */
  shownOfOpen(member: FeedMember): [string, SeqRange][] {
    const all = [...this.tracks.keys()].map((key) => [key, this.shown(member, key)] as const);
    return all.flatMap(([key, range]) => (range && !this.tracks.get(key)?.final ? [[key, range]] : []));
  }

  /** There is an event; without its message it is read from the journal. */
  offer(key: string, seq: number, message: WireMessage | undefined): void {
    const track = this.track(key, seq);
    if (!track.take(seq, message)) return;
    track.touchedAt = this.clock.monotonic();
    this.drain(track);
    if (!track.behind) return;
    if (isDiagnostic(key)) this.lagging.add(key);
    else void this.fill(key, track);
  }

  /** An event read from the journal, stored since the feed began or (`fresh` false) before. Whether it was new. */
  offerStored(event: OrderEvent, fresh: boolean): boolean {
    const track = this.tracks.get(event.orderId);
    if (track ? track.last !== undefined && event.seq <= track.last : !fresh) return false;
    this.offer(event.orderId, event.seq, WireMessage.fromEvent(event));
    return true;
  }

  /** Reads again what could not be read before. */
  async retry(): Promise<void> {
    await Promise.all(
      [...this.lagging].map(async (key) => {
        const track = this.tracks.get(key);
        if (track && !isDiagnostic(key)) return await this.fill(key, track);
        this.lagging.delete(key);
        if (track) this.giveUp(track);
      }),
    );
  }

  /** Forgets orders that have ended, and those of which nothing is heard. */
  prune(): void {
    const now = this.clock.monotonic();
    for (const [key, { final, touchedAt }] of this.tracks) {
      if (now - touchedAt > (final ? REMEMBER_ENDED_MS : REMEMBER_SILENT_MS)) this.tracks.delete(key);
    }
  }

  private track(key: string, seq: number): FeedTrack {
    let track = this.tracks.get(key);
    if (!track) {
      this.tracks.set(key, (track = new FeedTrack()));
      if (seq === 1 || isDiagnostic(key)) track.last = 0;
    }
    return track;
  }

  private drain(track: FeedTrack): void {
    for (let next = track.next(); next; next = track.next()) {
      track.shown(next, ++this.place);
      for (const member of this.members.keys()) member.show(next);
    }
  }

  /** What is lost of a diagnostic job cannot be read again. */
  private giveUp(track: FeedTrack): void {
    const first = track.firstHeld();
    if (first !== Infinity) track.last = first - 1;
    this.drain(track);
  }

  private async fill(key: string, track: FeedTrack): Promise<void> {
    if (track.filling) return;
    track.filling = true;
    try {
      let target: number;
      do {
        target = track.highest;
        const history = await this.reader.history(null, { orderId: key, afterSeq: track.last ?? 0 });
        if (this.tracks.get(key) !== track) return;
        const { order, events } = history ?? { order: undefined, events: [] };
        if (track.last === undefined) {
          if (order && isFinal(order.status) && this.isOld(order.finishedAt)) return void this.tracks.delete(key);
          const first = this.firstToShow(events, track.firstHeld());
          if (first !== Infinity) track.last = first - 1;
        }
        for (const event of events) track.take(event.seq, WireMessage.fromEvent(event));
        this.drain(track);
      } while (track.highest > target && track.behind);
      if (track.behind) this.lagging.add(key);
      else this.lagging.delete(key);
    } catch (error) {
      this.lagging.add(key);
      this.logger.debug(`order ${key}: its journal was not read: ${String(error)}`);
    } finally {
      track.filling = false;
    }
  }

  /** An order first seen in its midst began before the feed, or its beginning was lost on the way. */
  private firstToShow(events: readonly OrderEvent[], held: number): number {
    const since = Math.max(this.startedTime, this.clock.now() - REMEMBER_SILENT_MS * 0.9);
    const first = events.find(({ at }) => at >= since);
    return Math.min(held, first?.seq ?? Infinity, events.at(-1)?.seq ?? Infinity);
  }

  /** A message about an order that ended long ago is an echo. */
  private isOld(finishedAt: number | null): boolean {
    return finishedAt !== null && finishedAt < this.clock.now() - REMEMBER_ENDED_MS / 2;
  }
}
