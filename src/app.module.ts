import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ChainModule } from './chain/chain.module.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { MarketHttpModule } from './dex-router/market-http.module.js';
import { ExecutionModule } from './execution/execution.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { OrdersHttpModule } from './orders/orders-http.module.js';
import type { QueueBackend } from './queue/queue-backend.js';
import { RealtimeModule } from './realtime/realtime.module.js';

/** The engine, put together for the roles of this process. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, backend: QueueBackend): DynamicModule {
    const api = config.roles.includes('api');
    const execution = ExecutionModule.forRoot(config, backend);
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        ChainModule,
        execution,
        OperationsModule.forRoot(execution, api),
        ...(api ? [OrdersHttpModule, MarketHttpModule, RealtimeModule.forRoot(execution)] : []),
      ],
    };
  }
}
