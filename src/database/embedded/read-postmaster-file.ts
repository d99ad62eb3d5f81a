import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './error-code.js';
import { parsePostmasterFile, type PostmasterFile } from './postmaster-file.js';

/** The content of the cluster's postmaster.pid; undefined when there is none. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  try {
    return parsePostmasterFile(await readFile(path.join(cluster, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
