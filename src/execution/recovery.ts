import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Clock } from '../common/clock.js';
import { withTimeout } from '../common/timeout.js';
import { AppConfig } from '../config/app-config.js';
import { OrderDispatch } from '../orders/dispatch.js';
import type { Dispatch } from '../orders/dispatch.js';
import { OrderExpiry } from '../orders/expiry.service.js';
import { QueueLauncher } from './launcher.service.js';
import { ORDER_QUEUE, orderJobId } from './order-queue.js';
import type { QueuePayload } from './order-queue.js';

const BATCH = 500;
const QUEUE_TIMEOUT_MS = 5_000;
/** The least possible id: where a round over all orders starts. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Job states that carry no order any further. */
const DEAD_STATES: readonly string[] = ['unknown', 'completed', 'failed'];

/** Regular rounds that find what fell between two steps: overdue orders, promoted ones without a job, jobs that are gone. */
@Injectable()
export class Recovery implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(Recovery.name);
  private stop: (() => void) | undefined;
  private round: Promise<void> = Promise.resolve();
  private position = FIRST_ID;

  constructor(
    private readonly expiry: OrderExpiry,
    private readonly dispatch: OrderDispatch,
    private readonly launcher: QueueLauncher,
    @InjectQueue(ORDER_QUEUE) private readonly queue: Queue<QueuePayload>,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('api')) return;
    this.stop = this.clock.every(
      this.config.orders.sweepMs,
      () => (this.round = this.sweep()),
      (error) => this.log.warn(`a sweep failed and will be repeated: ${(error as Error).message}`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.stop?.();
    await this.round.catch(() => undefined);
  }

  /** One round. */
  async sweep(): Promise<void> {
    await this.dispatch.markQueued(this.launcher.takeQueued());
    await this.expiry.sweep(BATCH);
    await this.queueUnqueued();
    await this.renewLost();
  }

  private async queueUnqueued(): Promise<void> {
    const unqueued = await this.dispatch.takeUnqueued(this.config.orders.sweepMs / 2, BATCH);
    const refused = await this.enqueueAll(unqueued);
    await this.dispatch.giveBack(refused);
    if (unqueued.length > refused.length)
      this.log.log(`queued ${unqueued.length - refused.length} orders that had no job`);
  }

  /** Age alone never queues an order again: the queue itself must say that its job is missing or done. */
  private async renewLost(): Promise<void> {
    const quiet = await this.dispatch.queued(this.config.orders.sweepMs, this.position, BATCH);
    this.position = quiet.length < BATCH ? FIRST_ID : (quiet.at(-1)?.id ?? FIRST_ID);
    const asked = quiet.map(({ id, generation }) => this.queue.getJobState(orderJobId(id, generation)));
    const states = await withTimeout(Promise.all(asked), QUEUE_TIMEOUT_MS, 'the queue', this.clock);
    const lost = quiet.filter((_, n) => DEAD_STATES.includes(states[n] ?? ''));
    for (const dispatch of lost) {
      const renewed = await this.dispatch.renew(dispatch);
      if (!renewed) continue;
      this.log.warn(`order ${dispatch.id}: its job was gone; queued again as generation ${renewed.generation}`);
      await this.launcher.enqueue(renewed);
    }
  }

  private async enqueueAll(dispatches: readonly Dispatch[]): Promise<string[]> {
    const taken = await Promise.all(dispatches.map((dispatch) => this.launcher.enqueue(dispatch)));
    return dispatches.filter((_, n) => !taken[n]).map(({ id }) => id);
  }
}
