import path from 'node:path';
import type { ClusterPlace } from './cluster-place.js';
import { lastLines } from './last-lines.js';
import { postgresBinaries } from './postgres-binaries.js';
import { runProgram } from './run-program.js';

const STOP_PATIENCE_S = 30;

/** @throws Error when the server has not stopped within 30 s */
export async function stopServer(place: ClusterPlace, log: (line: string) => void): Promise<void> {
  const native = await postgresBinaries(place, log);
  const args = ['-D', place.cluster, '-m', 'fast', '-w', '-t', String(STOP_PATIENCE_S), 'stop'];
  const { code, output } = await runProgram(path.join(native, 'bin', 'pg_ctl'), args, place.account);
  if (code !== 0) throw new Error(lastLines(output, 5));
}
