import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OrderReader } from '../orders/order-reader.js';
import type { Follower } from './follower.js';
import { OrderChannel } from './order-channel.js';
import type { ChannelContext } from './order-channel.js';
import { OrphanLog } from './orphan-log.js';
import type { Outlet } from './outlet.js';
import type { WireMessage } from './wire-message.js';

/** The orders that sockets of this process follow. */
@Injectable()
export class OrderHub {
  private readonly logger = new Logger(OrderHub.name);
  private readonly channels = new Map<string, OrderChannel>();
  private readonly context: ChannelContext;

  constructor(
    reader: OrderReader,
    clock: Clock,
    private readonly orphans: OrphanLog,
  ) {
    this.context = {
      read: async (orderId, afterSeq) => (await reader.history(null, { orderId, afterSeq }))?.events ?? [],
      now: () => clock.monotonic(),
      emptied: (orderId, position, final, vanished) => {
        this.channels.delete(orderId);
        if (vanished && !final) this.orphans.add(orderId, position);
      },
      failed: (orderId, error) => this.logger.debug(`order ${orderId}: its journal was not read: ${String(error)}`),
    };
  }

  /** How many orders are followed. */
  get size(): number {
    return this.channels.size;
  }

  /** Registers a socket for an order: from now on nothing of it is missed. */
  join(orderId: string, outlet: Outlet, ended: (last: WireMessage) => void): Follower {
    this.orphans.remove(orderId);
    let channel = this.channels.get(orderId);
    if (!channel) this.channels.set(orderId, (channel = new OrderChannel(orderId, this.context)));
    return channel.join(outlet, ended);
  }

  channel(orderId: string): OrderChannel | undefined {
    return this.channels.get(orderId);
  }

  /** Orders of which nothing was heard since `before` (monotonic ms), those longest unasked first. */
  silentSince(before: number): string[] {
    const silent: string[] = [];
    for (const [orderId, channel] of this.channels) if (channel.touchedAt < before) silent.push(orderId);
    return silent;
  }

  /** Asks the journal for orders, and puts them last in turn. */
  async refresh(orderIds: readonly string[]): Promise<void> {
    await Promise.all(
      orderIds.map(async (orderId) => {
        const channel = this.channels.get(orderId);
        if (!channel) return;
        this.channels.delete(orderId);
        this.channels.set(orderId, channel);
        await channel.refresh();
      }),
    );
  }
}
