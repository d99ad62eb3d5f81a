import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { verdictOf } from '../world/verdict.js';
import { courses } from './commands.js';
import { CoreDriver } from './core-driver.js';
import { Model } from './order-model.js';

/**
 * Compares the core with the model over random courses of steps. Resolves with how many orders ended in each status.
 * @throws Error with the shortest course found in which they differ, or a promise was broken.
 */
export async function runCourses(runs: number, progress: (done: number) => void = () => undefined) {
  Logger.overrideLogger(false);
  const ended = new Map<string, number>();
  let done = 0;
  const course = fc.asyncProperty(courses(), fc.nat(), async (commands, seed) => {
    const [model, core] = [new Model(), new CoreDriver(seed)];
    await fc.asyncModelRun(() => ({ model, real: core }), commands);
    // In the end everybody is served, or was too late.
    await core.pass(20_000);
    for (const { status } of core.world.store.orders.values()) ended.set(status, (ended.get(status) ?? 0) + 1);
    const broken = verdictOf(core.world);
    if (broken.length > 0) throw new Error(broken.join('; '));
    progress((done += 1));
  });
  await fc.assert(course, { numRuns: runs });
  return ended;
}
