import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { IdSource } from '../common/ids.js';
import { EventBus } from '../events/event-bus.js';
import { QueueLauncher } from './launcher.service.js';
import type { QueuePayload } from './order-queue.js';

type Note = NonNullable<QueuePayload['note']>;

const STAGES = {
  1: { event: 'job:waiting', status: 'pending', message: 'diagnostic job queued' },
  2: { event: 'job:progress', status: 'routing', message: 'diagnostic job runs' },
  3: { event: 'job:completed', status: 'confirmed', message: 'diagnostic job done' },
} as const;

/** Jobs that go through the real queue and a real worker but trade nothing: a smoke test for operators. Not journaled. */
@Injectable()
export class Diagnostics {
  constructor(
    private readonly bus: EventBus,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the job's id once the queue has it. */
  async enqueue(launcher: QueueLauncher, note: Note): Promise<string> {
    const jobId = this.ids.next();
    await launcher.enqueueDiagnostic(jobId, note);
    this.show(jobId, note, 1);
    return jobId;
  }

  /** What a worker does with one. */
  run({ id, note }: QueuePayload): Promise<{ diagnostic: true }> {
    this.show(id, note ?? { orderId: id }, 2);
    this.show(id, note ?? { orderId: id }, 3);
    return Promise.resolve({ diagnostic: true });
  }

  private show(jobId: string, { orderId, payload }: Note, seq: 1 | 2 | 3): void {
    const body = {
      ...STAGES[seq],
      orderId,
      jobId,
      seq,
      attempt: seq === 1 ? 0 : 1,
      at: new Date(this.clock.now()).toISOString(),
      data: payload === undefined ? {} : { payload },
      diagnostic: true,
    };
    this.bus.publish([{ key: `diagnostic:${jobId}`, seq, body }]);
  }
}
