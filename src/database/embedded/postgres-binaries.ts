import { existsSync } from 'node:fs';
import { chmod, cp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterPlace } from './cluster-place.js';
import { linkLibraries } from './link-libraries.js';
import { postgresPackage } from './postgres-package.js';
import { runProgram } from './run-program.js';

const PREFIX = 'postgres-binaries-';

/**
 * Folder with bin, lib and share that the server's user can run: the installed package, or a copy of it in the
 * cluster's home when that user cannot reach the package or its libraries cannot be linked. Call under the lock.
 *
 * @throws Error when there are no binaries or they do not run here
 */
export async function postgresBinaries(place: ClusterPlace, log: (line: string) => void): Promise<string> {
  const { native, version } = postgresPackage();
  const linked = await linkLibraries(native);
  const trial = await tryOut(native, place);
  if (linked && trial === undefined) return native;
  if (linked && place.account === undefined) throw unusable(native, trial);

  const copy = path.join(place.home, `${PREFIX}${version}`);
  if (!existsSync(copy)) {
    log(`copying the PostgreSQL binaries to ${copy} (they cannot be run from ${native})`);
    for (const name of await readdir(place.home)) {
      // Those of other versions, and what a killed copying left.
      if (name.startsWith(PREFIX)) await rm(path.join(place.home, name), { recursive: true, force: true });
    }
    const part = `${copy}.part`;
    await cp(native, part, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') });
    await letAllRead(part);
    await linkLibraries(part);
    await rename(part, copy);
  }
  const failure = await tryOut(copy, place);
  if (failure !== undefined) throw unusable(copy, failure);
  return copy;
}

/** An installation under a strict umask is readable to its owner alone. */
async function letAllRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || path.basename(entry.parentPath) === 'bin';
    if (!entry.isSymbolicLink()) await chmod(file, runs ? 0o755 : 0o644);
  }
}

/** Why the server cannot be run from there; undefined when it can. */
async function tryOut(native: string, place: ClusterPlace): Promise<string | undefined> {
  const { code, output } = await runProgram(path.join(native, 'bin', 'postgres'), ['--version'], place.account);
  return code === 0 ? undefined : output.trim();
}

function unusable(native: string, reason = ''): Error {
  return new Error(`The PostgreSQL binaries in ${native} do not run here; set DATABASE_URL instead. ${reason}`);
}
