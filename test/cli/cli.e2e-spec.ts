import { spawn } from 'node:child_process';
import { BUILT } from '../support/built-engine.js';
import { SELL_1_SOL, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('the command line', () => {
  let engine: TestEngine;
  beforeAll(async () => void (engine = await startTestEngine({ SIM_SLOT_MS: '40' })));
  afterAll(() => engine.stop());

  /** Starts it as a process in a pipe; `on` is told what it has printed so far. */
  function cli(args: readonly string[], on?: (out: string, kill: (signal: NodeJS.Signals) => void) => void) {
    return new Promise<Ended>((resolve) => {
      const child = spawn(process.execPath, [`${BUILT}cli/main.js`, ...args], {
        env: { PATH: process.env['PATH'], ORDER_ENGINE_URL: engine.url },
      });
      let [out, err] = ['', ''];
      const tell = (): void => on?.(out + err, (signal) => child.kill(signal));
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
        tell();
      });
      child.stderr.on('data', (chunk) => {
        err += String(chunk);
        tell();
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
    expect(await cli(['trade', 'SOL', 'USDC', '1', '-s', '1%'])).toMatchObject({ code: 2 });
    const nobody = await cli(['--url', 'http://127.0.0.1:9', 'balances']);
    expect([nobody.code, nobody.err]).toEqual([3, expect.stringContaining('does not answer')]);
  });

  it('shows quotes, and executes one exactly as shown', async () => {
    const { code, out } = await cli(['quote', 'SOL', 'USDC', '2']);
    expect(code).toBe(0);
    expect(out).toMatch(/meteora-dlmm .* impact/);
    const quoteId = /--quote (\S+)/.exec(out)?.[1] ?? '';
    expect(await cli(['trade', '--quote', quoteId])).toMatchObject({
      code: 0,
      out: expect.stringContaining('confirmed'),
    });
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
    expect(await cli(['orders', '--status', 'lost'])).toMatchObject({ code: 2 });
  });

  it('leaves the order alone at Ctrl-C, and says how to find it again', async () => {
    let kills = 0;
    const ended = await cli(['trade', 'SOL', 'USDC', '1'], (text, kill) => {
      // A second one would end it at once.
      if (text.includes('pending') && kills++ === 0) kill('SIGINT');
    });
    expect(ended).toMatchObject({ code: 130, err: expect.stringContaining('the order goes on') });
    const orderId = /order ([0-9a-f-]{36})/.exec(ended.err)?.[1] ?? '';
    const again = await cli(['order', orderId, '--follow']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('confirmed') });
  });

  it('watches all orders until it is told to stop', async () => {
    const watching = cli(['watch', '--json'], (text, kill) => {
      if (text.includes('"confirmed"')) kill('SIGTERM');
    });
    const trading = setInterval(() => void cli(['trade', 'SOL', 'USDC', '1']), 1_500);
    const { code, out } = await watching;
    clearInterval(trading);
    expect(code).toBe(130);
    expect(out).toContain('"event":"job:completed"');
  });

  it('says what it can do', async () => {
    const { code, out } = await cli(['--help']);
    expect(code).toBe(0);
    for (const word of ['trade', 'quote', 'orders', 'order', 'cancel', 'watch', 'balances', '--json', 'Exit codes']) {
      expect(out).toContain(word);
    }
    expect(await cli(['trade', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--slippage') });
  });
});
