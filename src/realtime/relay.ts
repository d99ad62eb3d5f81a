import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { EventBus } from '../events/event-bus.js';
import type { BusMessage } from '../events/event-bus.js';
import type { StoredEvent } from '../orders/order-reader.js';
import { FeedStream } from './feed-stream.js';
import { OrderHub } from './order-hub.js';
import { OrphanLog } from './orphan-log.js';
import { WireMessage } from './wire-message.js';

/** Hands what happened to the sockets it concerns: those that follow its order, and the global feed. */
@Injectable()
export class Relay implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Relay.name);
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly bus: EventBus,
    private readonly hub: OrderHub,
    private readonly feed: FeedStream,
    private readonly orphans: OrphanLog,
  ) {}

  onModuleInit(): void {
    this.unsubscribe = this.bus.subscribe((messages) => this.receive(messages));
  }

  /** Last of all: jobs that end during the shutdown are still shown. */
  onApplicationShutdown(): void {
    this.unsubscribe?.();
  }

  /**
   * Takes events that the journal shows. How many of them the feed had not heard of.
   * @param feedSince when the feed began, by the database's clock: what was stored before does not concern it
   */
  receiveStored(events: readonly StoredEvent[], feedSince: number): number {
    let news = 0;
    for (const event of events) {
      const channel = this.hub.channel(event.orderId);
      if (channel?.isNews(event.seq)) channel.accept(WireMessage.fromEvent(event));
      if (this.feed.size > 0 && this.feed.offerStored(event, event.storedAt >= feedSince)) news++;
    }
    return news;
  }

  private receive(messages: readonly BusMessage[]): void {
    if (this.feed.size === 0 && this.hub.size === 0 && this.orphans.empty) return;
    for (const message of messages) {
      try {
        this.dispatch(message);
      } catch (error) {
        this.logger.error(`event ${message.seq} of ${message.key} was not relayed`, error);
      }
    }
  }

  private dispatch(message: BusMessage): void {
    const { key, seq } = message;
    const channel = this.hub.channel(key);
    const orphaned = !channel && this.orphans.has(key);
    if (!channel && !orphaned && this.feed.size === 0) return;
    const wire = WireMessage.fromBus(message);
    if (orphaned) this.orphans.missed(key, seq, wire?.status ?? 'unread', wire?.final ?? false);
    if (wire) channel?.accept(wire);
    else channel?.ring(seq);
    if (this.feed.size > 0) this.feed.offer(key, seq, wire);
  }
}
