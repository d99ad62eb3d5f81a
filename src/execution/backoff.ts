import type { RandomSource } from '../common/random.js';

const LONGEST_MS = 30_000;

/** Exponential from `baseMs`, with half of it at random, so that orders that failed together do not come back together. */
export function backoffMs(failures: number, baseMs: number, random: RandomSource): number {
  const full = Math.min(baseMs * 2 ** Math.max(0, failures - 1), LONGEST_MS);
  return Math.round(full * (0.5 + 0.5 * random.next()));
}
