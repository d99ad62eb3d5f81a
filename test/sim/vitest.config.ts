import { defineConfig } from 'vitest/config';

/** The simulation over many seeds: `SEEDS` how many (2000), `FIRST` from which on, `SEED` a single one with its trace. */
export default defineConfig({
  test: {
    globals: true,
    include: ['test/sim/sim.run.ts'],
    testTimeout: 24 * 3_600_000,
    disableConsoleIntercept: true,
  },
});
