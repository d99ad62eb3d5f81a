import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../main.js', import.meta.url));
const END_WITH_PARENT = new URL('./end-with-parent.js', import.meta.url).href;
const READY_MS = 60_000;
const STOP_MS = 20_000;

/** What the engine says of itself once it listens. The port alone would not do: somebody else may answer there. */
const LISTENS = /^order execution engine on (http:\S+)/m;

/** The engine as a process of its own, with all roles; it never outlives the demo. */
export class EngineChild {
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  private readonly listens: Promise<string>;
  private readonly child: ChildProcess;
  private stopped: Promise<void> | undefined;

  /**
   * Starts it with the settings of the environment; on a free port where none is given and 3000 is taken.
   * @throws Error when the given port is taken.
   */
  static async start(): Promise<EngineChild> {
    const port = process.env['PORT'] || '3000';
    if (await isTaken(port)) {
      if (process.env['PORT']) throw new Error(`port ${port} is taken: give another PORT, or none`);
      return new EngineChild('0');
    }
    return new EngineChild(port);
  }

  private constructor(port: string) {
    const LOG_LEVEL = process.env['LOG_LEVEL'] || 'warn';
    this.child = spawn(process.execPath, ['--import', END_WITH_PARENT, MAIN], {
      env: { ...process.env, PORT: port, ROLES: 'api,worker,chain', LOG_LEVEL },
      // A group of its own: Ctrl-C reaches the demo, which then stops the engine in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.ended = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.once('error', () => resolve());
    });
    this.listens = new Promise((resolve) => {
      let said = '';
      const hear = (chunk: Buffer): void => {
        const url = LISTENS.exec((said += chunk.toString()))?.[1];
        if (url === undefined) return;
        this.child.stderr?.off('data', hear);
        resolve(url);
      };
      this.child.stderr?.on('data', hear);
    });
    this.child.stdout?.pipe(process.stderr, { end: false });
    this.child.stderr?.pipe(process.stderr, { end: false });
  }

  get stopping(): boolean {
    return this.stopped !== undefined;
  }

  private get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined;
  }

  /** Base of its API, once it can take orders. @throws Error when it ends, or takes too long. */
  async ready(): Promise<string> {
    const deadline = AbortSignal.timeout(READY_MS);
    const url = await Promise.race([this.listens, this.ended, afterwards(deadline)]);
    while (url !== undefined && this.isAlive && !deadline.aborted) {
      if (await isReady(url)) return url;
      await sleep(100);
    }
    if (!this.isAlive) throw new Error('the engine ended before it was ready');
    throw new Error(`the engine was not ready within ${READY_MS / 1000} s`);
  }

  /** Ends it in order, and the hard way when that takes too long. */
  stop(): Promise<void> {
    return (this.stopped ??= this.end());
  }

  private async end(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await Promise.race([this.ended, afterwards(AbortSignal.timeout(STOP_MS))]);
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

function afterwards(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}

/** On a connection of its own: one that is kept alive would keep an engine that is just being stopped. */
function isReady(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/health/ready`, { agent: false, signal: AbortSignal.timeout(2_000) }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

/** Whether somebody listens there. What is no port at all is for the engine to refuse. */
function isTaken(port: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      resolve(false);
      return;
    }
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen(Number(port), '127.0.0.1', () => server.close(() => resolve(false)));
  });
}
