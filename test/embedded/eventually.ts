import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 25_000;

/** Waits until the probe gives something; what the probe throws, it throws at once. */
export async function eventually<T>(what: string, probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const started = Date.now(); ; await sleep(20)) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() - started > PATIENCE_MS) throw new Error(`waited in vain until ${what}`);
  }
}
