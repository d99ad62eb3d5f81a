import { Clock } from '../../../src/common/clock.js';

interface Waiter {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that stands still until it is moved. */
export class ManualClock extends Clock {
  private elapsed = 0;
  private waiters: Waiter[] = [];

  constructor(private readonly epoch = Date.parse('2026-11-21T02:00:00Z')) {
    super();
  }

  now(): number {
    return this.epoch + this.elapsed;
  }

  monotonic(): number {
    return this.elapsed;
  }

  after(ms: number, task: () => void): () => void {
    const waiter: Waiter = {
      at: this.elapsed + ms,
      wake: () => {
        cancel();
        task();
      },
    };
    const cancel = (): void => void (this.waiters = this.waiters.filter((other) => other !== waiter));
    this.waiters.push(waiter);
    return cancel;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiters = this.waiters.filter((other) => other !== waiter);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const waiter: Waiter = { at: this.elapsed + ms, wake };
      this.waiters.push(waiter);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  every(ms: number, task: () => Promise<void> | void, onError: (error: unknown) => void): () => void {
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      for (await this.sleep(ms, stop.signal); !stop.signal.aborted; await this.sleep(ms, stop.signal)) {
        try {
          await task();
        } catch (error) {
          onError(error);
        }
      }
    };
    void run();
    return () => stop.abort();
  }

  /** Moves time; whoever waits for a moment in between wakes at that moment, and gets turns to do its work. */
  async advance(ms: number): Promise<void> {
    const until = this.elapsed + ms;
    for (;;) {
      await turns();
      const next = this.waiters.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.elapsed = Math.max(this.elapsed, next.at);
      next.wake();
    }
    this.elapsed = until;
    await turns();
  }

  /** The process stands still: time goes by and nothing runs; what is due runs once afterwards. */
  async freeze(ms: number): Promise<void> {
    this.elapsed += ms;
    await this.advance(0);
  }
}

/** Lets everything that is ready run. */
export async function turns(count = 5): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise(setImmediate);
}
