/** What a repeated question knows. */
export interface PollHooks<T> {
  readonly ask: () => Promise<T>;
  readonly answered: (value: T) => void;
  readonly failed: (error: Error) => void;
  /** How long to wait after a failure; default: as long as ever. */
  readonly afterFailureMs?: number;
}

/**
 * Asks again and again while the page can be seen, and at once when it is seen again; never two questions at a time.
 * @returns what stops it
 */
export function poll<T>(
  everyMs: number,
  { ask, answered, failed, afterFailureMs = everyMs }: PollHooks<T>,
): () => void {
  let stopped = false;
  let timer = 0;
  let asking = false;
  const turn = async (): Promise<void> => {
    clearTimeout(timer);
    if (stopped || asking || document.hidden) return;
    asking = true;
    let pauseMs = everyMs;
    try {
      const value = await ask();
      if (!stopped) answered(value);
    } catch (error) {
      pauseMs = afterFailureMs;
      if (!stopped) failed(error as Error);
    } finally {
      asking = false;
    }
    if (!stopped) timer = window.setTimeout(() => void turn(), pauseMs);
  };
  const wake = (): void => void turn();
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  wake();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
  };
}
