import { defineConfig } from 'vitest/config';

/**
 * Two projects: `unit` needs no process but Node; `e2e` goes through real HTTP, sockets, queue and
 * database (one embedded PostgreSQL for the run, a database of its own for each file).
 */
export default defineConfig({
  test: {
    globals: true,
    // More of them wait for one another on two cores.
    maxWorkers: 2,
    // No file leaves anything behind; a worker that keeps its modules spares loading Nest a hundred times.
    isolate: false,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e-spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          // Patience costs nothing where all goes well; a busy machine needs it.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
