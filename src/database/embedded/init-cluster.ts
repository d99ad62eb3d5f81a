import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PASSWORD_FILE } from './cluster-password.js';
import type { ClusterPlace } from './cluster-place.js';
import { lastLines } from './last-lines.js';
import { runProgram } from './run-program.js';

const PREFIX = 'postgres.init-';

/**
 * Makes a new cluster, with a random password for its user "postgres". It is made aside and then renamed, so that
 * one exists wholly or not at all; what a killed run left is removed. Call under the lock.
 *
 * @throws Error with the last lines of initdb
 */
export async function initCluster(place: ClusterPlace, native: string): Promise<void> {
  for (const name of await readdir(place.home)) {
    // An initdb that outlived its parent may still write there, which is why failing to remove it does not matter.
    if (name.startsWith(PREFIX)) await removeFolder(path.join(place.home, name)).catch(() => undefined);
  }
  const aside = await mkdtemp(path.join(place.home, PREFIX));
  const cluster = path.join(aside, 'cluster');
  const password = path.join(aside, 'password');
  try {
    await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (place.account) {
      for (const file of [password, aside]) await chown(file, place.account.uid, place.account.gid);
    }
    const args = ['-D', cluster, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-instructions'];
    const { code, output } = await runProgram(
      path.join(native, 'bin', 'initdb'),
      [...args, '--auth=scram-sha-256', `--pwfile=${password}`],
      place.account,
    );
    if (code !== 0) throw new Error(`initdb could not make the PostgreSQL cluster:\n${lastLines(output, 15)}`);
    await rename(password, path.join(cluster, PASSWORD_FILE));
    await rename(cluster, place.cluster);
  } finally {
    await removeFolder(aside);
  }
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
