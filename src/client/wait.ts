/** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** How long and how often to try again what may work later. */
export interface RetryOptions {
  /** Tries in a row without progress before giving up; default: 5 for calls, no limit for streams. */
  readonly attempts?: number;
  /** ms before the first retry, doubled each time; default 250. */
  readonly baseMs?: number;
  /** The longest wait, ms; default 5000. */
  readonly maxMs?: number;
  /** How long an answer may take before the connection counts as lost, ms; default 15000. */
  readonly timeoutMs?: number;
}

export const DEFAULT_TIMEOUT_MS = 15_000;

/** The wait before a retry: exponential, each spread over its upper half so that clients do not return all at once. */
export function backoff(attempt: number, { baseMs = 250, maxMs = 5_000 }: RetryOptions, random = Math.random): number {
  const most = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 20));
  return most * (0.5 + 0.5 * random());
}
