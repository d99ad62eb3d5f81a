import pg from 'pg';
import { openClient, type RunningServer } from './open-client.js';

/** Creates the database unless it exists. Call under the lock. */
export async function ensureDatabase(server: RunningServer, database: string): Promise<void> {
  const client = await openClient(server, 'postgres', 'order-engine-probe');
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
