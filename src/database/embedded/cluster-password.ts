import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './error-code.js';

/** Name of the file in the cluster that holds the password of its user "postgres". */
export const PASSWORD_FILE = 'order-engine.password';

/** @throws Error when the cluster has no such file: something else made it */
export async function readClusterPassword(cluster: string): Promise<string> {
  try {
    return (await readFile(path.join(cluster, PASSWORD_FILE), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new Error(`${cluster} is not a cluster of this program: it has no ${PASSWORD_FILE}.`, { cause: error });
  }
}
