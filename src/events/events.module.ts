import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { IdSource } from '../common/ids.js';
import { AppConfig } from '../config/app-config.js';
import { DatabaseModule } from '../database/database.module.js';
import { PgDoorbell } from '../database/pg-doorbell.js';
import { EventBus } from './event-bus.js';
import { PostgresEventBus } from './postgres-event-bus.js';
import { RedisEventBus } from './redis-event-bus.js';

/** The event bus: on Redis where there is one, else on PostgreSQL. */
@Module({
  imports: [DatabaseModule],
  providers: [
    {
      provide: EventBus,
      inject: [AppConfig, IdSource, Clock, PgDoorbell],
      useFactory: (config: AppConfig, ids: IdSource, clock: Clock, bell: PgDoorbell): EventBus =>
        config.redis
          ? new RedisEventBus(config.redis, config.queue.prefix, ids.next(), clock)
          : new PostgresEventBus(bell, ids.next()),
    },
  ],
  exports: [EventBus],
})
export class EventsModule {}
