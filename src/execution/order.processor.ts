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
  constructor(
    private readonly pipeline: OrderPipeline,
    private readonly diagnostics: Diagnostics,
  ) {
    super();
  }

  // BullMQ hands a signal only to functions that declare three parameters.
  async process(job: Job<QueuePayload>, token?: string, signal?: AbortSignal): Promise<unknown> {
    if (job.data.kind === 'diagnostic') return await this.diagnostics.run(job.data);
    const result = await this.pipeline.run(job.data.id, signal ?? new AbortController().signal);
    switch (result.end) {
      case 'retry':
        throw new RetryLater(result.reason, result.delayMs);
      case 'stopped':
        await job.moveToWait(token);
        throw new WaitingError();
      case 'nothing':
        return { skipped: result.reason };
      case 'final':
        if (result.order.failureReason === null) return { status: result.order.status };
        throw new UnrecoverableError(`${result.order.failureCode}: ${result.order.failureReason}`);
    }
  }
}
