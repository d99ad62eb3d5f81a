import path from 'node:path';
import { clusterPlace, type ClusterPlace } from './cluster-place.js';
import { ensureDatabase } from './ensure-database.js';
import { ensureServer } from './ensure-server.js';
import { errorCode } from './error-code.js';
import { withFileLock } from './file-lock.js';
import { findServer } from './find-server.js';
import { isLastClient } from './is-last-client.js';
import { runningServer } from './running-server.js';
import { StayConnection } from './stay-connection.js';
import { stopServer } from './stop-server.js';

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster, which goes to its subfolder "postgres". */
  dataDir: string;
  /** Created when missing; 'order_engine' unless given. */
  database?: string;
  /** Takes lines for people, without a line end. */
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** postgres://postgres:…@127.0.0.1:port/database */
  url: string;
  /** False when the server was running already. */
  startedHere: boolean;
  /** Ends our stay; whoever leaves last stops the server. Close all connections first. Never throws. */
  leave(): Promise<void>;
}

const LEAVE_PATIENCE_MS = 5_000;

/**
 * Starts the embedded PostgreSQL server of the data folder, or attaches to the running one (of another process, or
 * left by a killed one), and stays with it until `leave`.
 *
 * @throws Error with a readable message when there is no server for this platform, the folder cannot be used, or
 *   the server does not start (then with the last lines of its log)
 */
export async function joinEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, database = 'order_engine', log = () => undefined } = options;
  try {
    const place = await clusterPlace(dataDir, log);
    return await withFileLock(lockOf(place), log, async () => {
      const { server, startedHere } = await ensureServer(place, log);
      await ensureDatabase(server, database);
      const stay = new StayConnection(async () => (await findServer(place.cluster))?.server);
      await stay.open();
      const url = `postgres://postgres:${server.password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
      let left: Promise<void> | undefined;
      return { url, startedHere, leave: () => (left ??= leave(place, stay, log)) };
    });
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) throw error;
    throw new Error(
      `The embedded PostgreSQL cannot use ${dataDir} (${(error as Error).message}): ` +
        'choose a data folder that this user owns, or set DATABASE_URL.',
      { cause: error },
    );
  }
}

async function leave(place: ClusterPlace, stay: StayConnection, log: (line: string) => void): Promise<void> {
  try {
    await withFileLock(lockOf(place), log, async () => {
      await stay.close();
      const server = await runningServer(place.cluster, LEAVE_PATIENCE_MS, log);
      if (server === undefined) return;
      if (await isLastClient(server)) {
        await stopServer(place, log);
        log('stopped the embedded PostgreSQL');
      } else {
        log('left the embedded PostgreSQL running: others are using it');
      }
    });
  } catch (error) {
    log(
      `the embedded PostgreSQL could not be left in order: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await stay.close();
  }
}

function lockOf(place: ClusterPlace): string {
  return path.join(place.home, 'postgres.lock');
}
