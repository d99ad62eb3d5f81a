import { InjectQueue } from '@nestjs/bullmq';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Queue } from 'bullmq';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/domain-error.js';
import { ApiProblems, BODY_PROBLEMS, NO_UUID } from '../common/problem.dto.js';
import { withTimeout } from '../common/timeout.js';
import { Diagnostics } from '../execution/diagnostics.js';
import { QueueLauncher } from '../execution/launcher.service.js';
import { ORDER_QUEUE, orderJobId } from '../execution/order-queue.js';
import type { QueuePayload } from '../execution/order-queue.js';
import { orderIdOf } from '../orders/order-id.js';
import { NO_EVENTS, OrderReader } from '../orders/order-reader.js';
import { LOCAL_OWNER } from '../orders/owner.js';
import { EnqueueDto, parseDiagnostic } from './enqueue.dto.js';
import { BAD_DIAGNOSTIC, EnqueuedJobDto, JOB_EXAMPLES, JOB_NOT_FOUND, JobDto, QUEUE_AWAY } from './operations.dto.js';

const QUEUE_TIMEOUT_MS = 1_000;

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

/** The queue's view, for operators. */
@ApiTags('operations')
@Controller()
export class JobsController {
  constructor(
    @InjectQueue(ORDER_QUEUE) private readonly queue: Queue<QueuePayload>,
    private readonly reader: OrderReader,
    private readonly launcher: QueueLauncher,
    private readonly diagnostics: Diagnostics,
    private readonly clock: Clock,
  ) {}

  /** The job of an order (by order id) or a diagnostic job. 404 before the order is promoted. */
  @Get('jobs/:id')
  @ApiOperation({ summary: 'Read a job', description: 'The job of an order, by order id, or a diagnostic job.' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' }, example: JOB_EXAMPLES.order.value.jobId })
  @ApiOkResponse({ type: JobDto, description: 'The queue’s view of it.', examples: JOB_EXAMPLES })
  @ApiProblems(`/jobs/${JOB_EXAMPLES.order.value.jobId}`, NO_UUID, JOB_NOT_FOUND, QUEUE_AWAY)
  async read(@Param('id') text: string) {
    const id = orderIdOf(text);
    const found = await this.reader.history(LOCAL_OWNER, { orderId: id, afterSeq: NO_EVENTS });
    const queueJobId = found ? orderJobId(id, found.order.generation) : id;
    const job = found?.order.promotedAt === null ? undefined : await this.answered(this.queue.getJob(queueJobId));
    if (!job) {
      throw new DomainError(
        'JOB_NOT_FOUND',
        `the queue has no job ${id}: not promoted yet, removed after its time, or never there`,
      );
    }
    return {
      jobId: id,
      queueJobId,
      kind: job.data.kind,
      state: await this.answered(job.getState()),
      attemptsMade: job.attemptsMade,
      progress: found
        ? { status: found.order.status, attempt: found.order.attempt, seq: found.order.lastSeq }
        : job.progress,
      failedReason: job.failedReason ?? null,
      queuedAt: iso(job.timestamp),
      startedAt: iso(job.processedOn),
      finishedAt: iso(job.finishedOn),
      delayMs: job.delay,
    };
  }

  /** Puts a diagnostic job through the real queue and a real worker. It trades nothing. */
  @Post('enqueue')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Queue a diagnostic job',
    description: 'Goes through the real queue and a real worker, and is seen on the global socket. It trades nothing.',
  })
  @ApiBody({
    type: EnqueueDto,
    examples: { smoke: { summary: 'A smoke test', value: { orderId: 'smoke-test-1', payload: { hello: 'worker' } } } },
  })
  @ApiAcceptedResponse({
    type: EnqueuedJobDto,
    description: 'Queued.',
    example: { jobId: JOB_EXAMPLES.diagnostic.value.jobId },
  })
  @ApiProblems('/enqueue', BAD_DIAGNOSTIC, ...BODY_PROBLEMS, QUEUE_AWAY)
  async enqueue(@Body() body: unknown) {
    return { jobId: await this.answered(this.diagnostics.enqueue(this.launcher, parseDiagnostic(body))) };
  }

  private async answered<T>(call: Promise<T>): Promise<T> {
    try {
      return await withTimeout(call, QUEUE_TIMEOUT_MS, 'the queue', this.clock);
    } catch (error) {
      throw new DomainError('UNAVAILABLE', `the queue gave no answer: ${(error as Error).message}`);
    }
  }
}
