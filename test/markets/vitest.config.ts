import { defineConfig } from 'vitest/config';

/** The long run over random markets: `MARKETS` how many (10000), `MARKETS_SEED` which. */
export default defineConfig({
  test: {
    globals: true,
    include: ['test/markets/markets.run.ts'],
    testTimeout: 3_600_000,
    disableConsoleIntercept: true,
  },
});
