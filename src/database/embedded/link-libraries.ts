import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

interface Link {
  source: string;
  target: string;
}

/**
 * Makes the library links that an npm archive cannot hold, and that the package's install script makes where such
 * scripts may run. False when one is missing and cannot be made, as in a read-only folder.
 */
export async function linkLibraries(native: string): Promise<boolean> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as Link[]) {
    const link = path.join(native, '..', inFolder(native, target));
    if (existsSync(link)) continue;
    await symlink(path.basename(source), link).catch(() => undefined);
    if (!existsSync(link)) return false;
  }
  return true;
}

/** The list's paths begin with "native", whatever the name of the folder or its copy. */
function inFolder(native: string, listed: string): string {
  return path.join(path.basename(native), ...listed.split('/').slice(1));
}
