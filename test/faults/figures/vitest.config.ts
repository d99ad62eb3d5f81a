import { defineConfig } from 'vitest/config';

/**
 * Storms of faults over a load of orders. `LEVEL` is `smallest`, `faults` or `chaos`, `CHAOS_SCALE` multiplies the
 * sizes, `ONLY` picks (`G1,G3`).
 */
export default defineConfig({
  test: {
    globals: true,
    include: ['test/faults/figures/figures.run.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 24 * 3_600_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
  },
});
