import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The engine as a process of its own, which ends with the demo. */
export interface EngineChild {
  readonly url: string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../main.js', import.meta.url));
const READY_MS = 60_000;

/** Starts the engine with the settings of the environment and waits until it is ready. @throws Error when it is not. */
export async function startEngineChild(say: (line: string) => void): Promise<EngineChild> {
  const port = process.env['PORT'] ?? String(await freePort(3000));
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: port, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn' },
    // A group of its own: Ctrl-C reaches the demo, which then stops the engine in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk) => process.stderr.write(chunk as Buffer));
  child.stderr.on('data', (chunk) => process.stderr.write(chunk as Buffer));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  say('starting the engine …');
  const deadline = Date.now() + READY_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the engine ended before it was ready');
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`the engine was not ready within ${READY_MS / 1000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, ended, stop };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}

/** The wished port, or any other when that is taken. */
async function freePort(wished: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () => (wished === 0 ? reject(new Error('no free port')) : resolve(freePort(0))));
    server.listen(wished, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
