import type { QueuePayload } from '../../../src/execution/order-queue.js';

export interface Job {
  readonly id: string;
  readonly data: QueuePayload;
  state: 'waiting' | 'active' | 'delayed' | 'completed' | 'failed';
  availableAt: number;
  lockedUntil: number;
  /** Who holds the lock. */
  token: string;
  attempts: number;
}

export const LOCK_MS = 1_000;
/** A job taken more often than this is not given to two: five claims in a row would pass for poison. */
const MOST_TAKEN_TWICE = 3;

/** A queue that delivers at least once: jobs whose lock lapses go to the next, and all can be lost at any moment. */
export class Jobs {
  private readonly jobs = new Map<string, Job>();
  private tokens = 0;

  constructor(private readonly now: () => number) {}

  /** An id that is known already is left as it is. */
  add(id: string, data: QueuePayload): void {
    if (this.jobs.has(id)) return;
    this.jobs.set(id, { id, data, state: 'waiting', availableAt: 0, lockedUntil: 0, token: '', attempts: 0 });
  }

  stateOf(id: string): string {
    return this.jobs.get(id)?.state ?? 'unknown';
  }

  /** The next job, under a lock. @param twice also one that another holds, as a queue does that lost its lock */
  take(twice: boolean): (Job & { readonly held: string; readonly shared: boolean }) | undefined {
    for (const job of this.jobs.values()) {
      if (!this.isFree(job) && !(twice && job.state === 'active' && job.attempts < MOST_TAKEN_TWICE)) continue;
      const shared = job.state === 'active' && job.lockedUntil >= this.now();
      job.state = 'active';
      job.lockedUntil = this.now() + LOCK_MS;
      job.token = `t${(this.tokens += 1)}`;
      job.attempts += 1;
      return { ...job, held: job.token, shared };
    }
    return undefined;
  }

  /** Whether there is a job to take. */
  get ready(): boolean {
    return [...this.jobs.values()].some((job) => this.isFree(job));
  }

  /** Whether the lock was still ours, and now is for longer. */
  renew(id: string, token: string): boolean {
    const job = this.jobs.get(id);
    if (job?.state !== 'active' || job.token !== token || job.lockedUntil < this.now()) return false;
    job.lockedUntil = this.now() + LOCK_MS;
    return true;
  }

  /** Puts a job where its run says; nothing when the lock was lost. */
  end(id: string, token: string, state: Job['state'], delayMs = 0): void {
    const job = this.jobs.get(id);
    if (job?.token !== token || job.state !== 'active') return;
    job.state = state;
    job.availableAt = this.now() + delayMs;
  }

  /** Forgets everything. How many jobs were not done. */
  flush(): number {
    const open = [...this.jobs.values()].filter(({ state }) => state !== 'completed' && state !== 'failed').length;
    this.jobs.clear();
    return open;
  }

  private isFree({ state, availableAt, lockedUntil }: Job): boolean {
    if (state === 'active') return lockedUntil < this.now();
    return state === 'waiting' || (state === 'delayed' && availableAt <= this.now());
  }
}
