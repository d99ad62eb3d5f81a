import { UnrecoverableError, WaitingError } from 'bullmq';
import type { Job as BullJob } from 'bullmq';
import type { Diagnostics } from '../../../src/execution/diagnostics.js';
import { OrderProcessor, RetryLater } from '../../../src/execution/order.processor.js';
import type { QueuePayload } from '../../../src/execution/order-queue.js';
import { OrderPipeline } from '../../../src/execution/pipeline.js';
import { Settlement } from '../../../src/execution/settlement.js';
import { CONFIG } from './config.js';
import { Core, NO_CRASHES } from './core.js';
import { LOCK_MS, type Job } from './jobs.js';
import type { Machine } from './machine.js';
import { withOrderNames } from './order-name.js';
import { queueAway, routerOf, SimulatedChainPort } from './ports.js';

const CONCURRENCY = 3;
const POLL_MS = 15;
const TWICE = 0.02;

/** A process with the role `worker`: the real processor, fed by a queue that delivers at least once. */
export class WorkerProcess extends Core {
  private readonly processor: OrderProcessor;
  private active = 0;

  constructor(private readonly machine: Machine) {
    super(machine);
    const { clock, world } = machine;
    const chain = new SimulatedChainPort(machine);
    const settlement = new Settlement(chain, clock, NO_CRASHES);
    const random = { next: () => world.lot.next() };
    const router = routerOf(machine);
    const pipeline = new OrderPipeline(this.journal, router, chain, settlement, CONFIG, clock, random, NO_CRASHES);
    this.processor = new OrderProcessor(pipeline, {} as Diagnostics);
    clock.every(
      POLL_MS,
      () => this.poll(),
      () => undefined,
    );
  }

  private async poll(): Promise<void> {
    const { world } = this.machine;
    // In calm nothing can go wrong with asking an empty queue, and it would be most of what a run costs.
    if (!world.stormy && !world.jobs.ready) return;
    while (this.active < CONCURRENCY) {
      const twice = world.stormy && world.lot.chance(TWICE);
      const job = await this.ask('take a job', () => world.jobs.take(twice));
      if (!job) return;
      if (job.shared) world.count('jobs given to two');
      this.active += 1;
      void this.run(job, job.held).finally(() => (this.active -= 1));
    }
  }

  private async run(job: Job, token: string): Promise<void> {
    const { world, clock } = this.machine;
    const lost = new AbortController();
    const stop = clock.every(
      LOCK_MS / 2.5,
      async () => {
        if (await this.ask('renew a lock', () => world.jobs.renew(job.id, token))) return;
        world.count('locks lost');
        lost.abort();
      },
      () => lost.abort(),
    );
    const end = (state: Job['state'], delayMs = 0): Promise<void> =>
      this.ask(`job ${state} ${withOrderNames(job.id)}`, () => world.jobs.end(job.id, token, state, delayMs)).catch(
        () => undefined,
      );
    try {
      const moveToWait = (): Promise<void> => end('waiting');
      const bull = { data: job.data, moveToWait } as unknown as BullJob<QueuePayload>;
      const result = await this.processor.process(bull, token, lost.signal);
      if ((result as { skipped?: string }).skipped?.includes('another writer')) world.count('fenced');
      await end('completed');
    } catch (error) {
      if (error instanceof RetryLater) await end('delayed', error.delayMs);
      else if (error instanceof UnrecoverableError) await end('failed');
      else if (!(error instanceof WaitingError)) await end('delayed', Math.min(100 * 2 ** job.attempts, 2_000));
    } finally {
      stop();
    }
  }

  private ask<T>(what: string, effect: () => T): Promise<T> {
    return this.machine.call(what, effect, queueAway);
  }
}
