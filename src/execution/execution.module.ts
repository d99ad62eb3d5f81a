import { BullModule, Processor } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import type { WorkerOptions } from 'bullmq';
import { ChainModule } from '../chain/chain.module.js';
import type { AppConfig } from '../config/app-config.js';
import { DexRouterModule } from '../dex-router/dex-router.module.js';
import { EventsModule } from '../events/events.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import type { QueueBackend } from '../queue/queue-backend.js';
import { Diagnostics } from './diagnostics.js';
import { Launcher } from './launcher.js';
import { QueueLauncher } from './launcher.service.js';
import { ORDER_QUEUE } from './order-queue.js';
import { OrderProcessor, RetryLater } from './order.processor.js';
import { OrderPipeline } from './pipeline.js';
import { Recovery } from './recovery.js';
import { Settlement } from './settlement.js';
import { WorkerLifecycle } from './worker-lifecycle.js';

/** Promotes orders, runs them, and brings back what got lost on the way. The processor runs in workers only. */
@Module({})
export class ExecutionModule {
  static forRoot(config: AppConfig, backend: QueueBackend): DynamicModule {
    const prefix = `{${config.queue.prefix}}`;
    const queue = BullModule.registerQueue({ name: ORDER_QUEUE, connection: backend.producer, prefix });
    return {
      module: ExecutionModule,
      imports: [OrdersModule, DexRouterModule, ChainModule, EventsModule, queue],
      providers: [
        QueueLauncher,
        { provide: Launcher, useExisting: QueueLauncher },
        Recovery,
        Diagnostics,
        ...(config.roles.includes('worker') ? workerProviders(config, backend, prefix) : []),
      ],
      exports: [Launcher, QueueLauncher, Diagnostics, queue],
    };
  }
}

/** How often an idle worker looks for jobs without being called, seconds. */
const LOOK_S = 1;

/** How long a worker waits for a queue that is away before it asks again, ms; by default BullMQ waits 15 s. */
const QUEUE_RETRY_MS = 500;

function workerProviders(config: AppConfig, backend: QueueBackend, prefix: string): Provider[] {
  const options: WorkerOptions = {
    connection: backend.worker,
    prefix,
    concurrency: config.worker.concurrency,
    lockDuration: config.worker.lockMs,
    // Twice as often as locks are renewed: a dead worker is noticed soon after its lock has lapsed.
    stalledInterval: config.worker.lockMs / 4,
    // A frozen worker that is first in line takes the wake-up call of a job with it; the others look for themselves.
    drainDelay: LOOK_S,
    runRetryDelay: QUEUE_RETRY_MS,
    // Whether an order is poison is for its claims to tell, not for how often its workers died.
    maxStalledCount: 1_000_000,
    settings: { backoffStrategy: (attemptsMade, _type, error) => delayAfter(error, attemptsMade) },
    ...(config.worker.ordersPerMinute > 0 ? { limiter: { max: config.worker.ordersPerMinute, duration: 60_000 } } : {}),
  };
  // A class of its own per application, because the decorator's options belong to the class.
  class ConfiguredOrderProcessor extends OrderProcessor {}
  Processor({ name: ORDER_QUEUE }, options)(ConfiguredOrderProcessor);
  return [{ provide: OrderProcessor, useClass: ConfiguredOrderProcessor }, OrderPipeline, Settlement, WorkerLifecycle];
}

const LONGEST_DELAY_MS = 10_000;

/** The stored delay of a failed attempt; an unexpected fault waits longer each time. */
function delayAfter(error: Error | undefined, attemptsMade: number): number {
  if (error instanceof RetryLater) return Math.ceil(error.delayMs);
  return Math.min(100 * 2 ** Math.min(attemptsMade, 10), LONGEST_DELAY_MS);
}
