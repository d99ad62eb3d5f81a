import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LiveSockets } from '../../src/realtime/live-sockets.js';
import { TcpProxy } from '../faults/support/tcp-proxy.js';
import { BUILT } from '../support/built-engine.js';
import { SELL_1_SOL, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Run {
  readonly env?: Record<string, string>;
  /** As in a terminal, not in a pipe. */
  readonly terminal?: boolean;
  /** Is told all that was printed so far. */
  readonly on?: (output: string, child: ChildProcessWithoutNullStreams) => void;
}

const COPY = fileURLToPath(new URL(`../../node_modules/.cache/cli-${process.pid}/`, import.meta.url));
const { version: VERSION } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const TERMINAL = ['--import', 'data:text/javascript,process.stdout.isTTY=true'];

/** Each test starts several processes, which takes long where the processors are busy. */
const TEST_MS = 120_000;

describe('the command line', () => {
  vi.setConfig({ testTimeout: TEST_MS });
  let engine: TestEngine;
  beforeAll(async () => {
    cpSync(new URL('../../bin', import.meta.url), `${COPY}bin`, { recursive: true });
    cpSync(new URL('../../package.json', import.meta.url), `${COPY}package.json`);
    symlinkSync(BUILT, `${COPY}dist`);
    engine = await startTestEngine({ SIM_SLOT_MS: '40' });
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(COPY, { recursive: true });
  });

  function cli(args: readonly string[], { env = {}, terminal = false, on }: Run = {}, folder = COPY): Promise<Ended> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [...(terminal ? TERMINAL : []), `${folder}bin/order-engine.js`, ...args], {
        env: { PATH: process.env['PATH'], TERM: 'xterm', ORDER_ENGINE_URL: engine.url, ...env },
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
        on?.(out + err, child);
      });
      child.stderr.on('data', (chunk) => {
        err += String(chunk);
        on?.(out + err, child);
      });
      child.once('close', (code) => resolve({ code, out, err }));
    });
  }

  it('trades with a line per stage and ends with 0 when confirmed', async () => {
    const { code, out, err } = await cli(['trade', 'SOL', 'USDC', '1', '--slippage', '50']);
    expect(code).toBe(0);
    const stages = ['pending', 'routing', 'building', 'submitted', 'confirmed'];
    stages.forEach((status, n) => expect(out).toMatch(new RegExp(`^  ${n + 1}  ${status} +\\+\\d+ ms  `, 'm')));
    expect(out).toContain('raydium-clmm');
    expect(out).not.toContain('\u001B[');
    expect(err).toMatch(/^order [0-9a-f-]{36}$/m);
  });

  it('prints JSON for scripts, one object per line', async () => {
    const { code, out } = await cli(['--json', 'trade', 'SOL', 'USDC', '1', '--id', 'json']);
    expect(code).toBe(0);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; orderId: string });
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const again = await cli(['--json', 'trade', 'SOL', 'USDC', '1', '--id', 'json']);
    expect(again.out).toBe(out);
    const refused = await cli(['--json', 'trade', 'SOL', 'USDC', '2', '--id', 'json']);
    expect([refused.code, JSON.parse(refused.out).error.code]).toEqual([2, 'IDEMPOTENCY_CONFLICT']);
  });

  it('ends with 1 when the order fails, and says why', async () => {
    const { code, out } = await cli(['trade', 'SOL', 'USDC', '50000000']);
    expect(code).toBe(1);
    expect(out).toContain('failed');
    expect(out).toContain('INSUFFICIENT_LIQUIDITY');
  });

  it('ends with 2 for what is refused or wrongly used, with 3 when nobody answers', async () => {
    const refused = await cli(['trade', 'SOL', 'DOGE', '-1']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('amount must be a plain decimal')]);
    const unknown = await cli(['trade', 'SOL', 'DOGE', '1']);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('UNKNOWN_TOKEN: toToken DOGE is unknown')]);
    expect(await cli(['sell'])).toMatchObject({ code: 2, err: expect.stringContaining("unknown command 'sell'") });
    expect(await cli(['quote', 'SOL'])).toMatchObject({ code: 2, err: expect.stringContaining('missing required') });
    for (const wrong of [
      ['trade', 'SOL', 'USDC', '1', '-s', '1%'],
      ['orders', '--limit', 'x'],
      ['orders', '--status', 'lost'],
    ]) {
      expect(await cli(wrong)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is invalid') });
    }
    expect(await cli(['--url', 'localhost', 'balances'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('http://'),
    });
    const nobody = await cli(['--url', 'http://127.0.0.1:9', 'balances']);
    expect([nobody.code, nobody.err]).toEqual([3, expect.stringContaining('does not answer')]);
  });

  it('shows quotes, and executes one exactly as shown', async () => {
    // A quote holds for 10 s, in which a busy machine may not get as far as trading it.
    await vi.waitFor(async () => {
      const { code, out } = await cli(['quote', 'SOL', 'USDC', '2']);
      expect(code).toBe(0);
      expect(out).toMatch(/meteora-dlmm .* impact/);
      expect(out).toMatch(/no route can give more than [\d.]+ USDC; this one is [\d.e-]+ bps below that/);
      const quoteId = /--quote (\S+)/.exec(out)?.[1] ?? '';
      const traded = await cli(['trade', '--quote', quoteId]);
      expect(traded).toMatchObject({ code: 0, out: expect.stringContaining('confirmed') });
    }, TEST_MS / 2);
  });

  it('lists orders, shows and follows one, cancels one, shows the wallet', async () => {
    const { orderId } = await stage(engine.url, { ...SELL_1_SOL, clientOrderId: 'shown' });
    const following = cli(['order', orderId, '--follow']);
    expect(await cli(['orders', '--limit', '5', '--status', 'pending'])).toMatchObject({
      code: 0,
      out: expect.stringContaining(orderId),
    });
    expect(await cli(['cancel', orderId])).toMatchObject({ code: 0, out: expect.stringContaining('cancelled') });
    expect(await following).toMatchObject({ code: 1, out: expect.stringContaining('cancelled') });
    expect(await cli(['order', orderId])).toMatchObject({ code: 0, out: expect.stringContaining('1 SOL for USDC') });
    expect(await cli(['balances'])).toMatchObject({ code: 0, out: expect.stringMatching(/\d  USDC/) });
  });

  it('leaves the order alone at Ctrl-C, and says how to find it again', async () => {
    let kills = 0;
    const on: Run['on'] = (text, child) => {
      // A second one would end it at once.
      if (text.includes('pending') && kills++ === 0) child.kill('SIGINT');
    };
    const ended = await cli(['trade', 'SOL', 'USDC', '1'], { on });
    expect(ended).toMatchObject({ code: 130, err: expect.stringContaining('the order goes on') });
    const orderId = /order-engine order ([0-9a-f-]{36}) --follow/.exec(ended.err)?.[1] ?? '';
    const again = await cli(['order', orderId, '--follow']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('confirmed') });
  });

  it('says at Ctrl-C that an order may have been placed when nobody has answered yet', async () => {
    const network = await TcpProxy.before(engine.url);
    network.mode = 'blackhole';
    const url = network.url(engine.url);
    const child = spawn(process.execPath, [`${COPY}bin/order-engine.js`, '--url', url, 'trade', 'SOL', 'USDC', '1']);
    let err = '';
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const ended = new Promise((resolve) => child.once('close', resolve));
    await vi.waitFor(() => expect(network.harmed).toBeGreaterThan(0), { timeout: TEST_MS / 2 });
    child.kill('SIGINT');
    expect([await ended, err]).toEqual([130, expect.stringMatching(/^the order may have been placed/)]);
    await network.close();
  });

  it('goes on when the connection is lost, and says so', async () => {
    const network = await TcpProxy.before(engine.url);
    let cuts = 0;
    const on: Run['on'] = (text) => {
      if (text.includes('pending') && cuts++ === 0) network.cut();
    };
    const { code, out, err } = await cli(['--url', network.url(engine.url), 'trade', 'SOL', 'USDC', '1'], { on });
    expect(network.harmed).toBeGreaterThan(0);
    expect(err).toMatch(/^connection lost \(.*\); coming back …\nback$/m);
    expect([...out.matchAll(/^ {2}(\d) {2}/gm)].map(([, seq]) => Number(seq))).toEqual([1, 2, 3, 4, 5]);
    expect(code).toBe(0);
    await network.close();
  });

  it('tells why an attempt failed and when the next one comes', async () => {
    const met = engine.script.met;
    for (let reading = 0; reading < 50; reading += 1) engine.script.next('readPools', 'error');
    const { code, out } = await cli(['trade', 'SOL', 'USDC', '1'], {
      on: (text) => {
        if (text.includes('trying again')) engine.script.clear();
      },
    });
    expect(code).toBe(0);
    expect(engine.script.met).toBeGreaterThan(met);
    expect(out).toMatch(
      /^ {2}3 {2}pending +\+\d+ ms {2}.*; trying again in \d+ ms\n +attempt 1 of 3 failed: VENUES_UNAVAILABLE$/m,
    );
  });

  it('watches all orders until it is told to stop', async () => {
    const watching = cli(['watch', '--json'], {
      on: (text, child) => {
        if (text.includes('"confirmed"')) child.kill('SIGTERM');
      },
    });
    await vi.waitFor(() => expect(engine.app.get(LiveSockets, { strict: false }).size).toBe(1), {
      timeout: TEST_MS / 2,
    });
    const { out: traded } = await cli(['--json', 'trade', 'SOL', 'USDC', '1']);
    expect(await watching).toEqual({ code: 143, out: traded, err: '' });
  });

  it('ends quietly when its reader has seen enough', async () => {
    const watching = cli(['watch'], { on: (_text, child) => child.stdout.destroy() });
    await vi.waitFor(() => expect(engine.app.get(LiveSockets, { strict: false }).size).toBe(1), {
      timeout: TEST_MS / 2,
    });
    await cli(['trade', 'SOL', 'USDC', '1']);
    expect(await watching).toMatchObject({ code: 0, err: '' });
  });

  it('has colours in a terminal, but not with NO_COLOR', async () => {
    const list = ['orders', '--limit', '1'];
    const [piped, coloured, plain] = await Promise.all([
      cli(list),
      cli(list, { terminal: true }),
      cli(list, { terminal: true, env: { NO_COLOR: '1' } }),
    ]);
    expect(coloured.out).toContain('\u001B[');
    expect(plain.out).toBe(piped.out);
    expect(piped.out).toContain('confirmed');
    expect(piped.out).not.toContain('\u001B[');
  });

  it('builds itself where that has not been done, and says so', async () => {
    const clone = `${COPY}clone/`;
    mkdirSync(clone);
    cpSync(`${COPY}bin`, `${clone}bin`, { recursive: true });
    writeFileSync(
      `${clone}package.json`,
      '{"type":"module","version":"1.0.0","scripts":{"build":"ln -s ../dist dist"}}',
    );
    const first = await cli(['balances', '--json'], {}, clone);
    expect(first).toMatchObject({ code: 0, err: 'building the command line once …\n' });
    expect(await cli(['balances', '--json'], {}, clone)).toEqual({ ...first, err: '' });
    writeFileSync(`${clone}package.json`, '{"type":"module","scripts":{"build":"exit 1"}}');
    rmSync(`${clone}dist`);
    expect(await cli(['balances'], {}, clone)).toMatchObject({
      code: 3,
      err: expect.stringContaining('npm run build'),
    });
  });

  it('says what it can do', async () => {
    const { code, out } = await cli(['--help']);
    expect(code).toBe(0);
    for (const word of ['trade', 'quote', 'orders', 'order', 'cancel', 'watch', 'balances', '--json', 'Exit codes']) {
      expect(out).toContain(word);
    }
    expect(await cli(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
    expect(await cli(['trade', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--slippage') });
  });
});
