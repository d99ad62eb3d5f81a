import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findServer } from './find-server.js';
import type { RunningServer } from './open-client.js';

/** Where the system does not tell whose a process number is, one that answers nobody for so long is not a server. */
const UNKNOWN_PATIENCE_MS = 10_000;

/**
 * The server that runs on this cluster, once it accepts connections; undefined when none runs. Removes a
 * postmaster.pid that names a process which is not ours, since PostgreSQL would take it for a running server.
 * Call under the lock.
 *
 * @param patienceMs how long a server that is starting, recovering or stopping is waited for
 * @throws Error when a server still accepts no connections then
 */
export async function runningServer(
  cluster: string,
  patienceMs: number,
  log: (line: string) => void,
): Promise<RunningServer | undefined> {
  const started = Date.now();
  for (let told = false; ; await sleep(50)) {
    const found = await findServer(cluster);
    if (found === undefined || found.server !== undefined) return found?.server;
    const waited = Date.now() - started;
    if (found.ours === false || (found.ours === undefined && waited > UNKNOWN_PATIENCE_MS)) {
      await rm(path.join(cluster, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (waited > patienceMs) {
      throw new Error(`The PostgreSQL server (process ${found.pid}) of ${cluster} accepts no connections.`);
    }
    if (waited > 1_000 && !told) {
      told = true;
      log(`waiting for the PostgreSQL server (process ${found.pid}), which is starting or stopping …`);
    }
  }
}
