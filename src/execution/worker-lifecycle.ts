import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OrderProcessor } from './order.processor.js';

/** How long orders may take to reach a safe point when the process is asked to end. */
const STOP_MS = 4_000;

/** Stops orders whose lock is lost, and at shutdown first takes no more jobs, then waits for the safe points. */
@Injectable()
export class WorkerLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(WorkerLifecycle.name);

  constructor(
    private readonly processor: OrderProcessor,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    const { worker } = this.processor;
    worker.on('error', (error) => this.log.warn(`worker: ${error.message}`));
    worker.on('lockRenewalFailed', (jobIds) => {
      for (const jobId of jobIds) worker.cancelJob(jobId, 'the lock is lost');
    });
    worker.on('stalled', (jobId) => this.log.warn(`job ${jobId} stalled; another worker takes it over`));
  }

  async onModuleDestroy(): Promise<void> {
    const { worker } = this.processor;
    const enough = new AbortController();
    const closed = worker.close().catch((error: Error) => this.log.warn(`closing the worker: ${error.message}`));
    this.processor.stop();
    const late = this.clock.sleep(STOP_MS, enough.signal).then(() => 'late');
    if ((await Promise.race([closed, late])) === 'late') {
      this.log.warn(
        `some orders did not reach a safe point within ${STOP_MS} ms; their jobs will stall and be taken over`,
      );
    }
    enough.abort();
  }
}
