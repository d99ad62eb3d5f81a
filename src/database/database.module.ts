import { Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/app-config.js';
import { PATIENCE_MS, dataSourceOptions } from './data-source.js';
import { DatabaseClock } from './database-clock.js';
import { Database } from './database.js';
import { PgDoorbell } from './pg-doorbell.js';
import { Rounds } from './rounds.js';
import { Secrets } from './secrets.js';

/** PostgreSQL: TypeORM's data source, statements on its pool, and the doorbell between processes. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => {
        const { extra, ...options } = dataSourceOptions(config);
        return {
          ...options,
          extra: { ...extra, query_timeout: PATIENCE_MS },
          autoLoadEntities: true,
          retryAttempts: 3,
          retryDelay: 500,
        };
      },
    }),
  ],
  providers: [Database, DatabaseClock, PgDoorbell, Rounds, Secrets],
  exports: [Database, DatabaseClock, PgDoorbell, Rounds, Secrets],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly bell: PgDoorbell) {}

  async onApplicationShutdown(): Promise<void> {
    await this.bell.close();
  }
}
