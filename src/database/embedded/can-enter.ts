import { runProgram } from './run-program.js';
import type { ServerAccount } from './server-account.js';

/** Whether the account can enter the folder. Tried rather than computed: access lists and mounts count, too. */
export async function canEnter(folder: string, account: ServerAccount): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account);
  return code === 0;
}
