/** Time by injection, so that tests and simulations own it. */
export abstract class Clock {
  /** Milliseconds since the Unix epoch, by the machine's clock: for showing, never for deciding between processes. */
  abstract now(): number;
  /** Milliseconds on a clock that never jumps: for measuring waits. */
  abstract monotonic(): number;
  /** Calls `task` once after `ms`, unless the returned function is called before. */
  abstract after(ms: number, task: () => void): () => void;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  abstract sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `task` every `ms` until the returned function is called; a round never overlaps the one before. Errors go to `onError`. */
  abstract every(ms: number, task: () => Promise<void> | void, onError: (error: unknown) => void): () => void;
}

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }

  after(ms: number, task: () => void): () => void {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  every(ms: number, task: () => Promise<void> | void, onError: (error: unknown) => void): () => void {
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    const round = async (): Promise<void> => {
      try {
        await task();
      } catch (error) {
        onError(error);
      }
      if (!stopped) timer = setTimeout(() => void round(), ms);
    };
    timer = setTimeout(() => void round(), ms);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }
}
