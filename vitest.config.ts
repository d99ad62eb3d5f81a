import { defineConfig } from 'vitest/config';

/** Long ones, each a project and a command of its own: those in a browser, those that stop and start servers. */
const CONSOLE = ['test/console/**/*.e2e-spec.ts'];
const SERVERS = ['test/embedded/**/*.e2e-spec.ts', 'test/faults/{redis,storage}.e2e-spec.ts'];

/**
 * `unit` needs no process but Node; the others go through real HTTP, sockets, queue and database (one embedded
 * PostgreSQL for the run, a database of its own for each file).
 */
const endToEnd = (name: string, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include,
    exclude,
    globalSetup: ['test/support/global-setup.ts'],
    // Patience costs nothing where all goes well; a busy machine needs it.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

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
      endToEnd('e2e', ['test/**/*.e2e-spec.ts'], [...CONSOLE, ...SERVERS]),
      endToEnd('console', CONSOLE),
      endToEnd('servers', SERVERS),
    ],
  },
});
