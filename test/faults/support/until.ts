import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition, looked at every few milliseconds. @throws Error that names what did not come in time */
export async function until<T>(what: string, look: () => T | Promise<T>, patienceMs = 30_000): Promise<NonNullable<T>> {
  for (const started = performance.now(); ; await sleep(10)) {
    const found = await look();
    if (found) return found;
    if (performance.now() - started > patienceMs) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
  }
}
