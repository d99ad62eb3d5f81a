import type { Clock } from './clock.js';

/** Rejects after `ms` with an error that says `what` did not answer; the work itself goes on unheard. */
export function withTimeout<T>(work: Promise<T>, ms: number, what: string, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new Error(`${what} did not answer within ${ms} ms`)));
    work.then(resolve, reject).finally(cancel);
  });
}
