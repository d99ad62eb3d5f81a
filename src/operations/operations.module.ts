import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ChainModule } from '../chain/chain.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { EventsModule } from '../events/events.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { HealthController } from './health.controller.js';
import { JobsController } from './jobs.controller.js';
import { Readiness } from './readiness.js';

/** Health, jobs and diagnostics. */
@Module({})
export class OperationsModule {
  /** @param execution the execution module of this application. @param api whether jobs are served besides health. */
  static forRoot(execution: DynamicModule, api: boolean): DynamicModule {
    return {
      module: OperationsModule,
      imports: [
        TerminusModule.forRoot({ errorLogStyle: 'json', gracefulShutdownTimeoutMs: 0, logger: false }),
        execution,
        OrdersModule,
        EventsModule,
        ChainModule,
        DatabaseModule,
      ],
      controllers: api ? [HealthController, JobsController] : [HealthController],
      providers: [Readiness],
    };
  }
}
