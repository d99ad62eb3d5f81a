import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { joinEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for this run; each spec file makes a database of its own in it. */
    postgresUrl: string;
  }
}

/** One embedded PostgreSQL for the whole run, in a folder that goes away with it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'order-engine-test-'));
  // Run as root, the server is another user, who must be able to enter.
  await chmod(dataDir, 0o755);
  const postgres = await joinEmbeddedPostgres({ dataDir, log: (line) => process.stderr.write(`${line}\n`) });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.leave();
    await rm(dataDir, { recursive: true, force: true });
  };
}
