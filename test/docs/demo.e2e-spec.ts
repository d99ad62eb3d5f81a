import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { VENUES } from '../../src/venues/registry.js';
import { BUILT } from '../support/built-engine.js';
import { testDatabase } from '../support/test-database.js';

describe('The demo', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await database.drop();
  });

  /** Runs it as a process, in the environment of a script. */
  const demo = (args: readonly string[] = [], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [`${BUILT}commands/demo.js`, ...args], {
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url, PORT: '0', SIM_SLOT_MS: '20', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let output = '';
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const has = (words: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => (output.includes(words) ? resolve() : undefined);
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
        look();
      });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    return { child, ended, has, output: () => output };
  };

  /** Resolves once no engine is connected to the database any more. */
  const engineIsGone = async (): Promise<void> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const others = 'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    while ((await client.query(others)).rowCount !== 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await client.end();
  };

  it('shows the whole life of an order, every quote included, and ends with 0 and no engine left', async () => {
    const { ended, output } = demo(['--exit']);
    expect(await ended).toBe(0);
    const shown = output();
    const stages = [...shown.matchAll(/^ {2}\d {2}(\w+) +\+\d+ ms {2}\S/gm)].map(([, status]) => status);
    expect(stages).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
    for (const { id } of VENUES) expect(shown).toMatch(new RegExp(`^ +${id} +(\\d|no quote: )`, 'm'));
    expect(shown).toMatch(/(← [\d.]+ SOL$)|(→ [\d.]+ SOL for [\d.]+ \w+ on [\w-]+$)/m);
    expect(shown).toMatch(/minimum out [\d.]+ USDC, slippage 50 bps/);
    expect(shown).toMatch(/signature \w{80,}, slot \d+/);
    expect(shown).not.toContain('\u001b');
    await engineIsGone();
  });

  it('stays up after the order, and takes the engine with it', async () => {
    const { child, ended, has, output } = demo();
    await has('Ctrl-C ends it');
    expect((await fetch(/http:\S+\/docs/.exec(output())?.[0] ?? '')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await engineIsGone();
  });

  it('takes the engine with it when it is ended while that starts', async () => {
    const { child, ended, has } = demo();
    await has('starting the engine');
    child.kill('SIGTERM');
    expect(await ended).toBe(1);
    await engineIsGone();
  });

  it('takes the engine with it even when it is killed', async () => {
    const { child, has } = demo();
    await has('Ctrl-C ends it');
    child.kill('SIGKILL');
    await engineIsGone();
  });

  it('takes nobody else for its engine, and says that the port is taken', async () => {
    let calls = 0;
    const stranger = createServer((_, response) => response.end(`{"calls":${(calls += 1)}}`));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { ended, output } = demo(['--exit'], { PORT: String((stranger.address() as AddressInfo).port) });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/demo: port \d+ is taken/);
    expect(calls).toBe(0);
    stranger.close();
  });

  it('ends with a code other than 0, and the reason, when the order fails', async () => {
    const { ended, output } = demo(['--exit'], { SIM_ERROR_RATE: '1', RETRY_BASE_MS: '1' });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/failed +\+\d+ ms {2}\S/);
    expect(output()).toMatch(/^ +[A-Z_]+ after 3 attempts$/m);
    await engineIsGone();
  });

  it('explains itself to whoever gives it something else', async () => {
    const { ended, output } = demo(['--quick']);
    expect(await ended).toBe(1);
    expect(output()).toMatch(/'--quick'/);
    expect(output()).toContain('npm run demo -- [--exit]');
  });
});
