import { spawn } from 'node:child_process';
import path from 'node:path';
import type { ServerAccount } from './server-account.js';

export interface ProgramResult {
  /** Exit code; null when it could not be run or was ended by a signal. */
  code: number | null;
  /** What it wrote to stdout and stderr, or why it could not be run. */
  output: string;
}

/** A server that inherited the pipes on Windows would hold them open for as long as it runs. */
const PIPES_AFTER_EXIT_MS = 200;

/** Runs a program to its end in a session of its own, so that Ctrl-C of ours passes it by; never rejects. */
export function runProgram(file: string, args: string[], account: ServerAccount | undefined): Promise<ProgramResult> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, {
      // The current folder may be one that the account cannot enter.
      cwd: path.parse(file).root,
      env: environment(file),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
      // spawn takes signed numbers: "nobody" is -2 on macOS.
      ...(account && { uid: account.uid | 0, gid: account.gid | 0 }),
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
    child.on('exit', () => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, PIPES_AFTER_EXIT_MS).unref();
    });
  });
}

/** Nothing of ours but what programs need to run: PGPORT, PGOPTIONS and their like would change what they do. */
function environment(file: string): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  const kept = Object.entries({ PATH, SystemRoot, TEMP, TMP }).filter(([, value]) => value !== undefined);
  const libraries = path.join(path.dirname(file), '..', 'lib');
  return {
    ...(Object.fromEntries(kept) as NodeJS.ProcessEnv),
    LC_ALL: 'C',
    TZ: 'UTC',
    // The packaged libraries find each other only this way: their run path holds for the programs alone.
    ...(process.platform === 'linux' && { LD_LIBRARY_PATH: libraries }),
  };
}
