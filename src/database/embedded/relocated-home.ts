import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canEnter } from './can-enter.js';
import { errorCode } from './error-code.js';
import { relocationCandidates } from './relocation-candidates.js';
import type { ServerAccount } from './server-account.js';

const POINTER = 'postgres-location.txt';

/**
 * Folder to use instead of a data folder that the server's user cannot enter; undefined when it can. A text file in
 * the data folder says where, so that later processes find it whatever their environment.
 *
 * @throws Error when there is no folder that both root can write and the user can enter
 */
export async function relocatedHome(
  dataDir: string,
  account: ServerAccount,
  log: (line: string) => void,
): Promise<string | undefined> {
  const pointer = path.join(dataDir, POINTER);
  let home = await recordedHome(pointer);
  const known = home !== undefined;
  if (home === undefined) {
    if (await canEnter(dataDir, account)) return undefined;
    home = await recordHome(pointer, await firstUsable(dataDir, account));
  }
  const made = await makeOwnFolder(home);
  if (made && known) log(`the data in ${home} is gone: beginning anew with an empty cluster`);
  log(`PostgreSQL's user (${account.uid}) cannot enter ${dataDir}: the data is in ${home}`);
  return home;
}

async function recordedHome(pointer: string): Promise<string | undefined> {
  try {
    return (await readFile(pointer, 'utf8')).split('\n').find((line) => path.isAbsolute(line));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The home that counts: ours, or that of a process which was faster. */
async function recordHome(pointer: string, home: string): Promise<string> {
  const text = `The server's user may not enter this folder, so its PostgreSQL data is in\n${home}\n`;
  try {
    await writeFile(pointer, text, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return (await recordedHome(pointer)) ?? home;
  }
  return home;
}

async function firstUsable(dataDir: string, account: ServerAccount): Promise<string> {
  for (const candidate of relocationCandidates(dataDir)) {
    const parent = path.dirname(candidate);
    const writable = await access(parent, constants.W_OK).then(
      () => true,
      () => false,
    );
    if (writable && (await canEnter(parent, account))) return candidate;
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and user ${account.uid} cannot enter ${dataDir}: ` +
      'run as an ordinary user, choose another data folder, or set DATABASE_URL.',
  );
}

/** True when it had to be made. Others must not be able to write: they could swap the data or the binaries. */
async function makeOwnFolder(folder: string): Promise<boolean> {
  const made = (await mkdir(folder, { recursive: true })) !== undefined;
  if (made) await chmod(folder, 0o755);
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new Error(`${folder} should be a folder of root that nobody else can write: remove it, or set DATABASE_URL.`);
  }
  return made;
}
