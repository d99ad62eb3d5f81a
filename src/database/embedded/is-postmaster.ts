import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './run-program.js';

/** Whether an existing process is the living server (no zombie) of this cluster; undefined where the system does not tell. */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean | undefined> {
  if (process.platform === 'win32') return undefined;
  if (existsSync('/proc/self/cmdline')) return isPostmasterByProc(pid, cluster);
  const { code, output } = await runProgram('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], undefined);
  if (code === null) return undefined;
  return output.includes('postgres') && output.includes(cluster);
}

function isPostmasterByProc(pid: number, cluster: string): boolean | undefined {
  let args: string[];
  try {
    args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return undefined;
  }
  if (!path.basename(args[0] ?? '').includes('postgres')) return false;
  try {
    // Its current folder is the cluster, even after someone moved it.
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)];
    return theirs.ino === ours.ino && theirs.dev === ours.dev;
  } catch {
    return args.includes(cluster);
  }
}
