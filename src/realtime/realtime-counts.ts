import { Injectable } from '@nestjs/common';
import { FeedStream } from './feed-stream.js';
import { LiveSockets } from './live-sockets.js';
import { OrderHub } from './order-hub.js';

/** What health and metrics show of the sockets of this process. */
@Injectable()
export class RealtimeCounts {
  constructor(
    private readonly live: LiveSockets,
    private readonly feed: FeedStream,
    private readonly hub: OrderHub,
  ) {}

  get sockets(): number {
    return this.live.size;
  }

  get feedSockets(): number {
    return this.feed.size;
  }

  get watchedOrders(): number {
    return this.hub.size;
  }
}
