import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/**
 * Folders to try for the data of a data folder that the server's user cannot enter, best first. What was temporary
 * stays temporary; anything else belongs where no cleaner of temporary files eats it.
 */
export function relocationCandidates(dataDir: string): string[] {
  const temporary = [...new Set([os.tmpdir(), '/tmp'])];
  const isTemporary = [...temporary, '/var/tmp'].some((folder) => dataDir.startsWith(folder + path.sep));
  const parents = isTemporary ? temporary : ['/var/lib', ...temporary];
  const name = `order-engine-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  return parents.map((parent) => path.join(parent, name));
}
