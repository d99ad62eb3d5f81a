import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { migrate } from '../../src/database/migrate.js';
import { openQueueBackend } from '../../src/queue/queue-backend.js';

/** The name of the database that those of the tests are copies of. */
const TEMPLATE = 'migrated';

/** Makes the database that every test's is a copy of: the schema is up to date already. */
export async function makeTemplate(admin: string): Promise<void> {
  await asAdmin(admin, `CREATE DATABASE ${TEMPLATE}`);
  const config = loadConfig({ DATABASE_URL: urlOf(admin, TEMPLATE) });
  await migrate(config);
  await (await openQueueBackend(config)).close();
}

/** A new database without any order, on the run's server; `drop` ends every connection to it. */
export async function testDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return { url: urlOf(admin, name), drop: () => asAdmin(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** The server's URL with another database. */
function urlOf(admin: string, database: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
