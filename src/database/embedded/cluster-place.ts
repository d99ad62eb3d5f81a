import { existsSync } from 'node:fs';
import { chmod, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { canEnter } from './can-enter.js';
import { relocatedHome } from './relocated-home.js';
import { serverAccount, type ServerAccount } from './server-account.js';

export interface ClusterPlace {
  /** Folder with the lock file, the cluster and, where they had to be copied, the binaries. */
  home: string;
  cluster: string;
  /** Who the server runs as, when not as ourselves. */
  account?: ServerAccount;
  /** The cluster's path as people should read it. */
  shown: string;
}

/**
 * Finds (and makes) the folder for the cluster: the data folder, or, for root in a place that the server's user
 * cannot enter, one elsewhere.
 *
 * @throws Error when the folder cannot be used
 */
export async function clusterPlace(dataDir: string, log: (line: string) => void): Promise<ClusterPlace> {
  const made = await mkdir(dataDir, { recursive: true });
  const wanted = await realpath(dataDir);
  const shown = path.join(dataDir, 'postgres');
  const cluster = path.join(wanted, 'postgres');
  if (process.platform !== 'win32' && /["$`\\]/.test(wanted)) {
    throw new Error(`PostgreSQL's tools cannot handle the characters " $ \` \\ in the path ${wanted}.`);
  }
  const account = serverAccount(cluster);
  if (account === undefined) return { home: wanted, cluster, shown };
  // A strict umask of root would close the folder that we just made to the server's user.
  if (made !== undefined) await chmod(wanted, 0o755);
  if (existsSync(path.join(cluster, 'PG_VERSION'))) {
    if (await canEnter(cluster, account)) return { home: wanted, cluster, account, shown };
    throw new Error(`User ${account.uid}, who owns the PostgreSQL data in ${cluster}, cannot enter that folder.`);
  }
  const home = await relocatedHome(wanted, account, log);
  if (home === undefined) return { home: wanted, cluster, account, shown };
  const elsewhere = path.join(home, 'postgres');
  return { home, cluster: elsewhere, account: serverAccount(elsewhere) ?? account, shown: elsewhere };
}
