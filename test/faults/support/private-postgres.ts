import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterPlace } from '../../../src/database/embedded/cluster-place.js';
import type { ClusterPlace } from '../../../src/database/embedded/cluster-place.js';
import { ensureDatabase } from '../../../src/database/embedded/ensure-database.js';
import { ensureServer } from '../../../src/database/embedded/ensure-server.js';
import { processStamp } from '../../../src/database/embedded/process-stamp.js';
import { until } from './until.js';

const DATABASE = 'faults';
const quiet = (): void => undefined;

/** A PostgreSQL server of one test's own, to be stopped, killed and started again on the same port. */
export class PrivatePostgres {
  private constructor(
    private readonly folder: string,
    private readonly place: ClusterPlace,
    readonly url: string,
  ) {}

  static async start(): Promise<PrivatePostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'order-engine-faults-'));
    // Run as root, the server is another user, who must be able to enter.
    await chmod(folder, 0o755);
    const place = await clusterPlace(folder, quiet);
    const { server } = await ensureServer(place, quiet);
    await ensureDatabase(server, DATABASE);
    const url = `postgres://postgres:${server.password}@127.0.0.1:${server.port}/${DATABASE}`;
    return new PrivatePostgres(folder, place, url);
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** The same database over another port, where a proxy listens. */
  urlOver(port: number): string {
    const url = new URL(this.url);
    url.port = String(port);
    return url.href;
  }

  /** SIGINT: a fast shutdown; SIGQUIT: an immediate one, as after a crash; SIGKILL: of the server's first process. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    const pid = await this.pid();
    process.kill(pid, signal);
    await until('the server has ended', () => processStamp(pid) === undefined);
  }

  /** It stands still: takes connections and questions, as its system does for it, and answers none. */
  async freeze(): Promise<void> {
    await this.signalAll('SIGSTOP');
  }

  async thaw(): Promise<void> {
    await this.signalAll('SIGCONT');
  }

  /** Resolves once it accepts connections again. */
  async startAgain(): Promise<void> {
    await ensureServer(this.place, quiet);
  }

  async remove(): Promise<void> {
    await this.thaw().catch(quiet);
    await this.stop('SIGQUIT').catch(quiet);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private async signalAll(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const pid = await this.pid();
    const backends = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout;
    for (const each of [pid, ...backends.trim().split(/\s+/).map(Number)]) process.kill(each, signal);
  }

  private async pid(): Promise<number> {
    return Number((await readFile(join(this.place.cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }
}
