import { DataSource } from 'typeorm';
import type { AppConfig } from '../config/app-config.js';
import { dataSourceOptions } from './data-source.js';

/** Any number will do, as long as nobody else locks it. */
const MIGRATION_LOCK = 7_263_540_118;

/**
 * Brings the schema up to date; any number of processes may do so at once. Resolves with the names of what was applied.
 * @throws Error of the driver when the database cannot be reached.
 */
export async function migrate(config: AppConfig): Promise<string[]> {
  const source = new DataSource(dataSourceOptions(config));
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await source.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await lock.release();
    // The session ends with its connection, and the lock with it.
    await source.destroy();
  }
}
