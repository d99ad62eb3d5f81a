import { Test } from '@nestjs/testing';
import type { TestingModuleBuilder } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { AppModule } from '../../src/app.module.js';
import { FaultScript } from '../../src/chain/simulated/fault-script.js';
import type { AppConfig } from '../../src/config/app-config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { configureApp } from '../../src/configure-app.js';
import { migrate } from '../../src/database/migrate.js';
import { auditAll } from '../../src/operations/audit/order-audit.js';
import { closeApp } from '../../src/start-engine.js';
import { openQueueBackend } from '../../src/queue/queue-backend.js';
import { testDatabase } from './test-database.js';

/** The whole engine in the process of the test, on a database of its own. */
export interface TestEngine {
  readonly url: string;
  readonly wsUrl: string;
  readonly app: NestExpressApplication;
  readonly config: AppConfig;
  readonly databaseUrl: string;
  readonly script: FaultScript;
  readonly database: DataSource;
  /** Everything that the audit finds wrong: empty when orders, events and ledger agree. */
  faults(): Promise<string[]>;
  stop(): Promise<void>;
}

export type Backend = 'postgres' | 'redis';

/** The backends that this machine can run; on one without Redis the tests on it are skipped by name. */
export const BACKENDS: readonly Backend[] = ['postgres', 'redis'];

export function isAvailable(backend: Backend): boolean {
  return backend === 'postgres' || inject('redisUrl') !== null;
}

let prefixes = 0;

/** Environment of an engine on a backend: fast slots, no latency, its own queue. */
export function engineEnv(databaseUrl: string, backend: Backend = 'postgres'): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SIM_SLOT_MS: '20',
    SIM_LATENCY_MS: '0',
    LOG_LEVEL: 'error',
    QUEUE_PREFIX: `test-${process.pid}-${prefixes++}`,
    ...(backend === 'redis' ? { REDIS_URL: inject('redisUrl') ?? '' } : {}),
  };
}

/** What else a test may want of its engine. */
export interface TestEngineOptions {
  /** A database that others use too: it is left as it is at the end. Its engines need one `QUEUE_PREFIX`. */
  readonly databaseUrl?: string;
  /** Puts other providers in the place of the real ones. */
  readonly override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

export async function startTestEngine(
  env: Record<string, string> = {},
  backend: Backend = 'postgres',
  { databaseUrl, override = (builder) => builder }: TestEngineOptions = {},
): Promise<TestEngine> {
  const database =
    databaseUrl === undefined ? await testDatabase() : { url: databaseUrl, drop: () => Promise.resolve() };
  const config = loadConfig({ ...engineEnv(database.url, backend), PORT: '0', ...env });
  await migrate(config);
  const queue = await openQueueBackend(config);
  const builder = Test.createTestingModule({ imports: [AppModule.forRoot(config, queue)] });
  const module = await override(builder).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: ['error', 'fatal'] });
  configureApp(app, config);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  const source = app.get(DataSource);
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/ws`,
    app,
    config,
    databaseUrl: database.url,
    script: app.get(FaultScript, { strict: false }),
    database: source,
    faults: async () =>
      (await auditAll(source)).filter((finding) => !finding.ok).map((finding) => `${finding.check}: ${finding.detail}`),
    stop: async () => {
      await closeApp(app);
      await queue.close();
      await database.drop();
    },
  };
}
