import { WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { UnrecoverableError, WaitingError } from 'bullmq';
import type { Job } from 'bullmq';
import { Diagnostics } from './diagnostics.js';
import type { QueuePayload } from './order-queue.js';
import { OrderPipeline } from './pipeline.js';

/** The attempt failed; the order's row says when the next one is due. */
export class RetryLater extends Error {
  constructor(
    reason: string,
    readonly delayMs: number,
  ) {
    super(reason);
  }
}

/** Between BullMQ and the pipeline: translates how a run ended into what the queue does with the job. */
@Injectable()
export class OrderProcessor extends WorkerHost {
  private readonly stopping = new AbortController();

  constructor(
    private readonly pipeline: OrderPipeline,
    private readonly diagnostics: Diagnostics,
  ) {
    super();
  }

  /** Lets every order stop at its next safe point, those included that the queue hands over from now on. */
  stop(): void {
    this.stopping.abort();
  }

  // BullMQ hands a signal only to functions that declare three parameters.
  async process(job: Job<QueuePayload>, token?: string, lost?: AbortSignal): Promise<unknown> {
    // A worker that closes may still get the answer to a question for jobs that was under way.
    if (this.stopping.signal.aborted) return await handBack(job, token);
    if (job.data.kind === 'diagnostic') return await this.diagnostics.run(job.data);
    const signals = lost ? [lost, this.stopping.signal] : [this.stopping.signal];
    const result = await this.pipeline.run(job.data.id, AbortSignal.any(signals));
    switch (result.end) {
      case 'retry':
        throw new RetryLater(result.reason, result.delayMs);
      case 'stopped':
        return await handBack(job, token);
      case 'nothing':
        return { skipped: result.reason };
      case 'final':
        if (result.order.failureReason === null) return { status: result.order.status };
        throw new UnrecoverableError(`${result.order.failureCode}: ${result.order.failureReason}`);
    }
  }
}

async function handBack(job: Job<QueuePayload>, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}
