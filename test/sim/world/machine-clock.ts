import { Clock } from '../../../src/common/clock.js';
import type { Machine } from './machine.js';

const EPOCH = Date.parse('2026-11-21T02:00:00Z');

/** A machine's time: it may be wrong, and it stops mattering when the machine dies. */
export class MachineClock extends Clock {
  /** How far the wall clock is off, ms. */
  skewMs = 0;

  constructor(private readonly machine: Machine) {
    super();
  }

  now(): number {
    return EPOCH + this.machine.world.scheduler.now + this.skewMs;
  }

  monotonic(): number {
    return this.machine.world.scheduler.now;
  }

  after(ms: number, task: () => void): () => void {
    const { machine } = this;
    const { life } = machine;
    if (!machine.alive) return () => undefined;
    return machine.world.scheduler.after(ms, () => machine.resume(life, task));
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.after(ms, done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  every(ms: number, task: () => Promise<void> | void, onError: (error: unknown) => void): () => void {
    let stopped = false;
    const round = async (): Promise<void> => {
      try {
        await task();
      } catch (error) {
        onError(error);
      }
      if (!stopped) this.after(ms, () => void round());
    };
    this.after(ms, () => void round());
    return () => {
      stopped = true;
    };
  }
}
