import { MUST_HAPPEN, simulate } from '../../sim/simulate.js';
import type { Scenario } from './scenario.js';

/** The core in virtual time, where a process may die or stand still at any of its waits. */
export const SIMULATION: Scenario = {
  id: 'G7',
  title: 'simulation of the core',
  size: { smallest: 50, faults: 2_000, chaos: 1_000_000 },
  run: async (seeds, say) => {
    const { broken, counts } = await simulate(seeds, (done) => say(`${done} of ${seeds} seeds`));
    for (const { seed, broken: faults } of broken.slice(0, 5))
      process.stderr.write(`SEED=${seed} npm run test:sim: ${faults.join('; ')}\n`);
    return {
      size: `${seeds} seeds`,
      happened: Object.fromEntries(MUST_HAPPEN.map((what) => [what, counts.get(what) ?? 0])),
      wrong: { 'seeds that broke a promise': broken.length },
    };
  },
};
