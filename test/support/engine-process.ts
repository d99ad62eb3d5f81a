import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { ENGINE } from './built-engine.js';
import { freePort } from './redis-server.js';

/** The engine as a process of its own. */
export interface EngineProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Sends a signal and resolves with the exit code (null: ended by a signal). */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Starts the compiled engine and waits until it is ready (workers without a port: until they say so). */
export async function startEngineProcess(env: Record<string, string>, roles?: string): Promise<EngineProcess> {
  const serves = roles === undefined || roles.includes('api');
  const port = await freePort();
  const child = spawn(process.execPath, [ENGINE], {
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'log',
      ...env,
      ...(roles === undefined ? {} : { ROLES: roles }),
      ...(serves ? { PORT: String(port) } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  const isReady = async (): Promise<boolean> =>
    serves
      ? await fetch(`${url}/health/ready`).then(
          (r) => r.ok,
          () => false,
        )
      : output.includes('order execution engine');
  while (!(await isReady())) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the engine ended:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    child,
    output: () => output,
    end: async (signal) => {
      child.kill(signal);
      return await ended;
    },
  };
}

/** Kills what a test left running. */
export function killEngineProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}
