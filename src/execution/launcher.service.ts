import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Clock } from '../common/clock.js';
import { CrashPoints } from '../common/crash-points.js';
import { withTimeout } from '../common/timeout.js';
import { AppConfig } from '../config/app-config.js';
import { orUnavailable } from '../database/database.js';
import { GroupCommit } from '../database/group-commit.js';
import type { Dispatch } from '../orders/dispatch.js';
import { OrderExpiry } from '../orders/expiry.service.js';
import { OrderJournal } from '../orders/journal.js';
import { Launcher } from './launcher.js';
import type { LaunchResult } from './launcher.js';
import { ORDER_QUEUE, jobOptions, orderJobId } from './order-queue.js';
import type { QueuePayload } from './order-queue.js';

interface NewJob {
  readonly jobId: string;
  readonly payload: QueuePayload;
}

const QUEUE_TIMEOUT_MS = 1_000;

/** The only one who adds jobs. What could not be added stays marked as not queued, and the sweep adds it. */
@Injectable()
export class QueueLauncher extends Launcher implements OnModuleDestroy {
  private readonly log = new Logger(QueueLauncher.name);
  private readonly queuedIds: string[] = [];
  private readonly additions = new GroupCommit<NewJob, void>({
    keyOf: ({ jobId }) => jobId,
    maxBatch: 100,
    run: async (jobs) => {
      const opts = jobOptions(this.config);
      const added = this.queue.addBulk(
        jobs.map(({ jobId, payload }) => ({ name: payload.kind, data: payload, opts: { ...opts, jobId } })),
      );
      // Before its first connection BullMQ waits for as long as the server is away.
      await withTimeout(added, QUEUE_TIMEOUT_MS, 'the queue', this.clock);
      return jobs.map(() => undefined);
    },
  });

  constructor(
    @InjectQueue(ORDER_QUEUE) private readonly queue: Queue<QueuePayload>,
    private readonly journal: OrderJournal,
    private readonly expiry: OrderExpiry,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly crashes: CrashPoints,
  ) {
    super();
    queue.on('error', (error) => this.log.warn(`queue: ${error.message}`));
  }

  async launch(orderId: string, owner: string | null): Promise<LaunchResult> {
    const promoted = await orUnavailable(this.journal.promote(orderId, owner));
    if (!promoted) return (await orUnavailable(this.expiry.expireIfOverdue(orderId))) ? 'expired' : 'already';
    this.crashes.reach('promote.committed');
    // Not awaited: the order is promoted whether the queue answers or not.
    void this.enqueue({ id: orderId, generation: promoted.generation });
    return 'promoted';
  }

  /** Puts an order's job on the queue; whether the queue took it. */
  async enqueue({ id, generation }: Dispatch): Promise<boolean> {
    try {
      await this.additions.submit({ jobId: orderJobId(id, generation), payload: { kind: 'order', id } });
      this.crashes.reach('job.queued');
      this.queuedIds.push(id);
      return true;
    } catch (error) {
      this.log.warn(
        `order ${id}: the queue did not take its job (${(error as Error).message}); the sweep will try again`,
      );
      return false;
    }
  }

  /** Puts a job on the queue that trades nothing. Rejects when the queue does not take it. */
  async enqueueDiagnostic(jobId: string, note: NonNullable<QueuePayload['note']>): Promise<void> {
    await this.additions.submit({ jobId, payload: { kind: 'diagnostic', id: jobId, note } });
  }

  /** Orders that the queue took since the last call. */
  takeQueued(): string[] {
    return this.queuedIds.splice(0);
  }

  async onModuleDestroy(): Promise<void> {
    await this.additions.idle();
  }
}
