import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { joinEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { buildEngine } from './built-engine.js';
import { makeTemplate } from './test-database.js';
import { hasRedisServer, startRedisServer } from './redis-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for this run; each spec file makes a database of its own in it. */
    postgresUrl: string;
    /** A Redis server for this run; null on a machine that has none. */
    redisUrl: string | null;
  }
}

/** One embedded PostgreSQL and one Redis for the whole run, and the engine compiled for tests that start processes. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'order-engine-test-'));
  // Run as root, the server is another user, who must be able to enter.
  await chmod(dataDir, 0o755);
  await buildEngine();
  const postgres = await joinEmbeddedPostgres({ dataDir, log: (line) => process.stderr.write(`${line}\n`) });
  await makeTemplate(postgres.url);
  project.provide('postgresUrl', postgres.url);
  if (!hasRedisServer() && process.env['CI']) throw new Error('CI needs redis-server (Debian package redis-server)');
  const redis = hasRedisServer() ? await startRedisServer() : null;
  if (!redis) process.stderr.write('no redis-server on this machine: the tests on Redis are skipped\n');
  project.provide('redisUrl', redis?.url ?? null);
  return async () => {
    await redis?.stop();
    await postgres.leave();
    await rm(dataDir, { recursive: true, force: true });
  };
}
