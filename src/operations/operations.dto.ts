import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import type { ProblemExample } from '../common/problem.dto.js';

const text = (description: string): ApiPropertyOptions => ({ type: String, description });
const count = (description: string): ApiPropertyOptions => ({ type: 'integer', minimum: 0, description });
const timeOrNull = (description: string): ApiPropertyOptions => ({
  type: String,
  format: 'date-time',
  nullable: true,
  description,
});

/** By name of the dependency. */
const reports = (description: string): ApiPropertyOptions => ({
  type: 'object',
  description,
  additionalProperties: {
    type: 'object',
    required: ['status'],
    properties: { status: { type: 'string', enum: ['up', 'down'] }, message: { type: 'string' } },
    additionalProperties: true,
  },
});

interface Report {
  readonly status: string;
  readonly message?: string;
  readonly [fact: string]: unknown;
}

@ApiSchema({ name: 'Liveness' })
export class LivenessDto {
  @ApiProperty({ type: String, enum: ['ok'] })
  status: string;
}

/** The state of everything that the process depends on. */
@ApiSchema({ name: 'Readiness' })
export class ReadinessDto {
  @ApiProperty({ type: String, enum: ['ok', 'error', 'shutting_down'] })
  status: string;

  @ApiProperty(reports('What is up.'))
  info: Readonly<Record<string, Report>>;

  @ApiProperty(reports('What is down, and why.'))
  error: Readonly<Record<string, Report>>;

  @ApiProperty(reports('Both together.'))
  details: Readonly<Record<string, Report>>;
}

/** A job as the queue sees it. */
@ApiSchema({ name: 'Job' })
export class JobDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'The order’s id, or what `POST /enqueue` answered.' })
  jobId: string;

  @ApiProperty(text('What the queue itself calls it.'))
  queueJobId: string;

  @ApiProperty({ type: String, enum: ['order', 'diagnostic'] })
  kind: string;

  @ApiProperty(text('`waiting`, `active`, `delayed`, `completed`, `failed` or another state of BullMQ.'))
  state: string;

  @ApiProperty(count('How often a worker has taken it and finished with it.'))
  attemptsMade: number;

  @ApiProperty({
    description: 'Of an order: how far it is. Of a diagnostic job: what the worker reported.',
    oneOf: [
      {
        type: 'object',
        required: ['status', 'attempt', 'seq'],
        properties: { status: { type: 'string' }, attempt: { type: 'integer' }, seq: { type: 'integer' } },
      },
      { type: 'number' },
    ],
  })
  progress: unknown;

  @ApiProperty({
    ...text('What the last attempt ended with, if that was an error.'),
    nullable: true,
  } as ApiPropertyOptions)
  failedReason: string | null;

  @ApiProperty(timeOrNull('When it was queued.'))
  queuedAt: string | null;

  @ApiProperty(timeOrNull('When a worker last took it.'))
  startedAt: string | null;

  @ApiProperty(timeOrNull('When it ended.'))
  finishedAt: string | null;

  @ApiProperty(count('How long it waits before it is tried (again), ms.'))
  delayMs: number;
}

@ApiSchema({ name: 'EnqueuedJob' })
export class EnqueuedJobDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'Ask `GET /jobs/{id}` for it.' })
  jobId: string;
}

const UP = { status: 'up' };
const PARTS = {
  process: UP,
  database: UP,
  queue: { waiting: 0, active: 2, delayed: 0, workers: 1, status: 'up' },
  bus: UP,
  chain: { slot: 86_412, time: '2026-11-21T02:00:00.000Z', slotMs: 400, status: 'up' },
};
const DATABASE_DOWN = { database: { status: 'down', message: 'the database did not answer within 1000 ms' } };

export const READY_EXAMPLE: ReadinessDto = { status: 'ok', info: PARTS, error: {}, details: PARTS };
export const NOT_READY_EXAMPLE: ReadinessDto = {
  status: 'error',
  info: { process: UP, queue: PARTS.queue, bus: UP, chain: PARTS.chain },
  error: DATABASE_DOWN,
  details: { ...PARTS, ...DATABASE_DOWN },
};

export const JOB_EXAMPLES: Readonly<Record<'order' | 'diagnostic', { summary: string; value: JobDto }>> = {
  order: {
    summary: 'The job of a confirmed order',
    value: {
      jobId: '019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708',
      queueJobId: 'order-019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708-g0',
      kind: 'order',
      state: 'completed',
      attemptsMade: 1,
      progress: { status: 'confirmed', attempt: 1, seq: 5 },
      failedReason: null,
      queuedAt: '2026-11-21T02:00:00.110Z',
      startedAt: '2026-11-21T02:00:00.125Z',
      finishedAt: '2026-11-21T02:00:00.979Z',
      delayMs: 0,
    },
  },
  diagnostic: {
    summary: 'A diagnostic job',
    value: {
      jobId: '019ab3c4-6a00-7b52-a3c1-d2e3f4051627',
      queueJobId: '019ab3c4-6a00-7b52-a3c1-d2e3f4051627',
      kind: 'diagnostic',
      state: 'completed',
      attemptsMade: 1,
      progress: 0,
      failedReason: null,
      queuedAt: '2026-11-21T02:00:00.231Z',
      startedAt: '2026-11-21T02:00:00.239Z',
      finishedAt: '2026-11-21T02:00:00.241Z',
      delayMs: 0,
    },
  },
};

export const JOB_NOT_FOUND: ProblemExample = {
  code: 'JOB_NOT_FOUND',
  detail:
    'the queue has no job 019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708: not promoted yet, removed after its time, or never there',
};

export const QUEUE_AWAY: ProblemExample = {
  code: 'UNAVAILABLE',
  detail: 'the queue gave no answer: Connection is closed.',
};

export const BAD_DIAGNOSTIC: ProblemExample = {
  code: 'VALIDATION_FAILED',
  detail: 'orderId must be 1 to 64 characters of text without control characters',
  errors: [{ field: 'orderId', message: 'must be 1 to 64 characters of text without control characters' }],
};
