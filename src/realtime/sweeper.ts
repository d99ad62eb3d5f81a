import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { EventBus } from '../events/event-bus.js';
import { OrderReader } from '../orders/order-reader.js';
import { FeedStream } from './feed-stream.js';
import { OrderHub } from './order-hub.js';
import { Relay } from './relay.js';
import { FRESH_MS, FROZEN_MS, LONG_OVERLAP_MS, MAX_POLLED, OVERLAP_MS, POLLED_IN_TURN, SWEEP_MS } from './timing.js';

const PAGE = 20_000;
/** Events relayed before other work gets its turn. */
const CHUNK = 200;

/** Asks the journal for what the bus may have lost, for as long as somebody watches. */
@Injectable()
export class Sweeper implements BeforeApplicationShutdown, OnApplicationBootstrap {
  private readonly logger = new Logger(Sweeper.name);
  private stop: (() => void) | undefined;
  private lastRound = 0;
  /** When there was last nobody to read for, by a clock that never jumps; until then nothing need have been read. */
  private idleAt = 0;
  /** Everything stored before was read, by the database's clock. */
  private readUpTo: number | undefined;
  private page = PAGE;
  private lossy = false;
  private complained = false;

  constructor(
    private readonly clock: Clock,
    private readonly bus: EventBus,
    private readonly reader: OrderReader,
    private readonly hub: OrderHub,
    private readonly feed: FeedStream,
    private readonly relay: Relay,
  ) {}

  onApplicationBootstrap(): void {
    this.lastRound = this.clock.monotonic();
    this.idleAt = this.lastRound;
    this.stop = this.clock.every(
      SWEEP_MS,
      () => this.round(),
      (error) => this.complain(error),
    );
  }

  beforeApplicationShutdown(): void {
    this.stop?.();
  }

  private async round(): Promise<void> {
    const now = this.clock.monotonic();
    const frozen = now - this.lastRound > SWEEP_MS + FROZEN_MS;
    this.lastRound = now;
    if (this.hub.size === 0 && this.feed.size === 0) {
      this.idle(now);
      return;
    }
    const silent = this.hub.silentSince(frozen ? Infinity : now - FRESH_MS);
    const many = silent.length > MAX_POLLED;
    if (many || this.feed.size > 0) await this.readStored(frozen || this.lossy || !this.bus.connected());
    else this.idle(now);
    await this.hub.refresh(many ? silent.slice(0, POLLED_IN_TURN) : silent);
    await this.feed.retry();
    this.feed.prune();
    this.complained = false;
  }

  private idle(now: number): void {
    this.readUpTo = undefined;
    this.idleAt = now;
  }

  private async readStored(suspicious: boolean): Promise<void> {
    const now = await this.reader.databaseTime();
    // Not a fixed span: the first round may be late, or the rounds before it may have failed.
    const read = this.clock.monotonic();
    const unread = read - this.idleAt;
    const feedSince = now - (read - this.feed.startedAt);
    const from = Math.min(this.readUpTo ?? now - unread, now) - (suspicious ? LONG_OVERLAP_MS : OVERLAP_MS);
    const events = await this.reader.eventsSince(from, this.page);
    let news = 0;
    for (let start = 0; start < events.length; start += CHUNK) {
      // A pause, so that sockets that read are not taken for slow ones.
      if (start > 0) await new Promise(setImmediate);
      news += this.relay.receiveStored(events.slice(start, start + CHUNK), feedSince);
    }
    this.lossy = news * 10 > events.length;
    if (events.length < this.page) {
      this.readUpTo = now;
      this.page = PAGE;
    } else {
      this.readUpTo = from;
      this.page *= 4;
    }
  }

  private complain(error: unknown): void {
    if (!this.complained) this.logger.warn(`the journal was not read for those who watch: ${String(error)}`);
    this.complained = true;
  }
}
