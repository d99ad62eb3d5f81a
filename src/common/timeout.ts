import type { Clock } from './clock.js';

/** Rejects after `ms` with an error that says `what` did not answer; the work itself goes on unheard. */
export async function withTimeout<T>(work: Promise<T>, ms: number, what: string, clock: Clock): Promise<T> {
  const answered = new AbortController();
  const late = clock.sleep(ms, answered.signal).then((): never => {
    throw new Error(`${what} did not answer within ${ms} ms`);
  });
  // Whichever loses the race must not be an unhandled rejection.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    answered.abort();
  }
}
