import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { eventually } from './eventually.js';

interface Joined {
  url: string;
  startedHere: boolean;
}

type Event = Partial<Joined> & { log?: string; left?: boolean; error?: string };

/** A process of its own that joins the server of a data folder. */
export class JoiningProcess {
  readonly events: Event[] = [];
  private readonly child: ChildProcess;

  constructor(code: string, dataDir: string, options: SpawnOptions = {}) {
    this.child = spawn(process.execPath, [path.join(code, 'join.mjs'), dataDir], {
      ...options,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.on('error', (error) => this.events.push({ error: error.message }));
    const { stdout } = this.child;
    if (stdout) createInterface(stdout).on('line', (line) => this.events.push(JSON.parse(line) as Event));
  }

  get logs(): string[] {
    return this.events.flatMap((event) => event.log ?? []);
  }

  /** @throws Error with the process's own message when it cannot join */
  async joined(): Promise<Joined> {
    return eventually('the process joins', () => {
      const failed = this.events.find((event) => event.error !== undefined);
      if (failed) throw new Error(failed.error);
      const { url, startedHere } = this.events.find((event) => event.url !== undefined) ?? {};
      return url !== undefined && startedHere !== undefined ? { url, startedHere } : undefined;
    });
  }

  async leave(): Promise<void> {
    this.child.stdin?.write('leave\n');
    await this.exited();
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited();
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  private exited(): Promise<true> {
    return eventually('the process ends', () => (this.running ? undefined : true));
  }
}
