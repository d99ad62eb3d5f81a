import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { verdictOf } from '../world/verdict.js';
import { courses } from './commands.js';
import { CoreDriver } from './core-driver.js';
import { Model } from './order-model.js';

const RUNS = Number(process.env['RUNS'] ?? 200);

it(
  `the core does what the model says, over ${RUNS} courses of steps`,
  async () => {
    Logger.overrideLogger(false);
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(courses(), fc.nat(), async (commands, seed) => {
        const [model, core] = [new Model(), new CoreDriver(seed)];
        await fc.asyncModelRun(() => ({ model, real: core }), commands);
        // In the end everybody is served, or was too late.
        await core.pass(20_000);
        for (const { status } of core.world.store.orders.values()) met.set(status, (met.get(status) ?? 0) + 1);
        expect(verdictOf(core.world)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    // Courses in which these never came about would have tried nothing.
    for (const status of ['confirmed', 'cancelled', 'expired']) expect(met.get(status) ?? 0).toBeGreaterThan(0);
  },
  24 * 3_600_000,
);
