import { readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterPlace } from './cluster-place.js';
import { freePort } from './free-port.js';
import { lastLines } from './last-lines.js';
import { lastPort } from './last-port.js';
import { runProgram } from './run-program.js';
import { serverOptions } from './server-options.js';

const PORT_TRIES = 5;
const LEFTOVERS_PATIENCE_MS = 30_000;
/** Recovery after a crash may take long; the server is not given up before. */
const START_PATIENCE_S = 300;
const LOG_LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * Starts the server on a free port, preferably the last one, so that connections to a server which crashed come back.
 *
 * @throws Error with the last lines of the server's log
 */
export async function startServer(place: ClusterPlace, native: string, log: (line: string) => void): Promise<void> {
  const logFile = path.join(place.cluster, 'server.log');
  if ((await sizeOf(logFile)) > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.old`);
  let preferred = lastPort(await readFile(path.join(place.cluster, 'postmaster.opts'), 'utf8').catch(() => ''));
  const started = Date.now();
  let waiting = false;
  for (let portTry = 1; ;) {
    const options = serverOptions(await freePort(preferred));
    const before = await sizeOf(logFile);
    const args = ['-D', place.cluster, '-l', logFile, '-w', '-t', String(START_PATIENCE_S), '-o', options, 'start'];
    const { code, output } = await runProgram(path.join(native, 'bin', 'pg_ctl'), args, place.account);
    if (code === 0) return;
    const said = (await readFile(logFile).catch(() => Buffer.alloc(0))).subarray(before).toString();
    if (/could not bind|Address already in use/i.test(said) && portTry < PORT_TRIES) {
      preferred = undefined;
      portTry += 1;
    } else if (/shared memory block .* is still in use/.test(said) && Date.now() - started < LEFTOVERS_PATIENCE_MS) {
      if (!waiting) log('the PostgreSQL server was killed and left processes behind: waiting for them to end …');
      waiting = true;
      await sleep(200);
    } else {
      throw new Error(`The embedded PostgreSQL did not start (${logFile}):\n${lastLines(`${output}\n${said}`, 20)}`);
    }
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    () => 0,
  );
}
