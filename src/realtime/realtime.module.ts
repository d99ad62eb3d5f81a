import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { FeedCommands } from './feed-commands.js';
import { FeedStream } from './feed-stream.js';
import { LiveSockets } from './live-sockets.js';
import { OrderDesk } from './order-desk.js';
import { OrderHub } from './order-hub.js';
import { OrderGateway } from './order.gateway.js';
import { OrphanLog } from './orphan-log.js';
import { RealtimeCounts } from './realtime-counts.js';
import { Relay } from './relay.js';
import { Sweeper } from './sweeper.js';

export const REALTIME_PROVIDERS = [
  LiveSockets,
  OrphanLog,
  OrderHub,
  FeedStream,
  Relay,
  Sweeper,
  OrderDesk,
  FeedCommands,
  OrderGateway,
  RealtimeCounts,
];

/** Sockets: what happens to orders, to those who watch. */
@Module({})
export class RealtimeModule {
  /** @param execution the module that exports the launcher, the very one the application imports. */
  static forRoot(execution: DynamicModule): DynamicModule {
    return {
      module: RealtimeModule,
      imports: [OrdersModule, EventsModule, execution],
      providers: REALTIME_PROVIDERS,
      exports: [LiveSockets, RealtimeCounts],
    };
  }
}
