import { realpathSync } from 'node:fs';
import { readClusterPassword } from './cluster-password.js';
import { isPostmaster } from './is-postmaster.js';
import { openClient, type RunningServer } from './open-client.js';
import { readPostmasterFile } from './read-postmaster-file.js';
import { processExists } from './process-exists.js';

export interface FoundServer {
  /** The process that postmaster.pid names, and that exists. */
  pid: number;
  /** Whether it is the living server of this cluster; undefined where the system does not tell. */
  ours: boolean | undefined;
  /** How to reach it; undefined while it accepts no connections. */
  server: RunningServer | undefined;
}

/**
 * Looks, without waiting or changing anything, for the server of a cluster; undefined when none runs.
 *
 * @throws Error when the cluster cannot be read or is not of this program
 */
export async function findServer(cluster: string): Promise<FoundServer | undefined> {
  const file = await readPostmasterFile(cluster);
  if (file === undefined || !processExists(file.pid)) return undefined;
  const ours = await isPostmaster(file.pid, cluster);
  if (ours === false || file.port === undefined) return { pid: file.pid, ours, server: undefined };
  const server = { port: file.port, password: await readClusterPassword(cluster) };
  const answers = await answersFor(server, ours === true ? undefined : cluster);
  return { pid: file.pid, ours, server: answers ? server : undefined };
}

/** Whether it accepts connections and, if one is given, whether it serves this cluster. */
async function answersFor(server: RunningServer, cluster: string | undefined): Promise<boolean> {
  try {
    const client = await openClient(server, 'postgres', 'order-engine-probe');
    try {
      if (cluster === undefined) return true;
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      return realpathSync(rows[0]?.data_directory ?? '') === realpathSync(cluster);
    } finally {
      await client.end();
    }
  } catch {
    return false;
  }
}
