import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { KEPT_SEEDS } from './kept-seeds.js';
import { World, type Report } from './world/world.js';

/** Faults that a batch has to have met, or it proves nothing. */
export const MUST_HAPPEN = [
  'answers lost',
  'bus messages doubled',
  'bus messages lost',
  'calls refused',
  'clocks jumped',
  'crashes',
  'effects after the error',
  'fenced',
  'freezes',
  'jobs given to two',
  'jobs lost',
  'locks lost',
  'orders cancelled',
  'orders confirmed',
  'orders expired',
  'orders failed',
  'orders tried again',
  'queues flushed',
  'sent again',
  'sent without an answer',
  'sockets cut',
  'transactions dropped',
] as const;

export interface Batch {
  readonly broken: readonly Report[];
  readonly counts: ReadonlyMap<string, number>;
  /** Faults that never happened. */
  readonly missed: readonly string[];
}

/** Runs the kept seeds and then `count` others, from `first` on. */
export async function simulate(
  count: number,
  progress: (done: number) => void = () => undefined,
  first = 1,
): Promise<Batch> {
  Logger.overrideLogger(false);
  // Nobody reads where the thousands of errors came from that the storm makes.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const counts = new Map<string, number>();
  const broken: Report[] = [];
  const seeds = [...KEPT_SEEDS, ...Array.from({ length: count }, (_, n) => first + n)];
  for (const [n, seed] of seeds.entries()) {
    const report = await new World(seed).run();
    if (report.broken.length > 0) broken.push(report);
    for (const [what, times] of report.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    if ((n + 1) % 200 === 0) progress(n + 1);
    // A run takes no turn of the event loop of its own; what surrounds it needs some.
    await new Promise(setImmediate);
  }
  Error.stackTraceLimit = stackTraceLimit;
  return { broken, counts, missed: MUST_HAPPEN.filter((what) => !counts.get(what)) };
}

/** A run's trace as one number, to compare two runs of a seed. */
export function fingerprint({ trace, counts }: Report): string {
  return createHash('sha256')
    .update(JSON.stringify([trace, [...counts]]))
    .digest('hex');
}
