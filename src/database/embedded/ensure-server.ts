import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ClusterPlace } from './cluster-place.js';
import { initCluster } from './init-cluster.js';
import type { RunningServer } from './open-client.js';
import { postgresBinaries } from './postgres-binaries.js';
import { runningServer } from './running-server.js';
import { startServer } from './start-server.js';

const ATTACH_PATIENCE_MS = 300_000;
const TELL_AFTER_MS = 3_000;

/**
 * The server of the cluster, started (and the cluster made) if it is not running. Call under the lock.
 *
 * @throws Error when it cannot be started
 */
export async function ensureServer(
  place: ClusterPlace,
  log: (line: string) => void,
): Promise<{ server: RunningServer; startedHere: boolean }> {
  const running = await runningServer(place.cluster, ATTACH_PATIENCE_MS, log);
  if (running !== undefined) {
    log(`attached to the embedded PostgreSQL in ${place.shown} on port ${running.port}`);
    return { server: running, startedHere: false };
  }
  log(`starting the embedded PostgreSQL in ${place.shown} …`);
  const reminder = setTimeout(() => log('still starting the embedded PostgreSQL …'), TELL_AFTER_MS).unref();
  try {
    const native = await postgresBinaries(place, log);
    if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) await initCluster(place, native);
    await startServer(place, native, log);
  } finally {
    clearTimeout(reminder);
  }
  const server = await runningServer(place.cluster, ATTACH_PATIENCE_MS, log);
  if (server === undefined) throw new Error(`The embedded PostgreSQL in ${place.shown} ended right after its start.`);
  return { server, startedHere: true };
}
