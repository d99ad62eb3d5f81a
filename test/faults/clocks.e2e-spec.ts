import { TestSocket, call, follow, stage } from '../support/client.js';
import { killEngineProcesses } from '../support/engine-process.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';
import { Crowd } from './support/crowd.js';
import { until } from './support/until.js';
import { flawless, judge } from './support/verdict.js';
import { World, place } from './support/world.js';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Loaded before the engine: its process lives `hours` ahead, and jumps by as much again at each SIGUSR2. */
function jumpingClock(hours: number): string {
  const code = `
    const Real = Date; let ahead = ${hours * 3_600_000};
    globalThis.Date = class Date extends Real {
      constructor(...args) { if (args.length === 0) super(Real.now() + ahead); else super(...args); }
      static now() { return Real.now() + ahead; }
    };
    process.on('SIGUSR2', () => { ahead += ${hours * 3_600_000}; process.stderr.write('the clock jumped\\n'); });`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

describe('clocks', () => {
  afterAll(killEngineProcesses);

  it('F21: that differ by hours and jump: events by number, expiry by the database, one end each', async () => {
    const world = await World.open('postgres');
    try {
      const [ahead, behind] = await Promise.all([
        world.start(undefined, { NODE_OPTIONS: jumpingClock(1), PENDING_TTL_MS: '3000' }),
        world.start('api,worker', { NODE_OPTIONS: jumpingClock(-1), PENDING_TTL_MS: '3000' }),
      ]);
      const left = await Promise.all([place(ahead.url, 'left-ahead'), place(behind.url, 'left-behind')]);
      const placedAt = performance.now();
      expect(left.map((reply) => reply?.status)).toEqual([201, 201]);
      let turn = 0;
      const crowd = new Crowd(() => (turn++ % 2 ? ahead : behind).url);
      let jumped = false;
      await crowd.run(40, 10, (done) => {
        if (done < 10 || jumped) return;
        jumped = true;
        ahead.child.kill('SIGUSR2');
        behind.child.kill('SIGUSR2');
      });
      for (const { output } of [ahead, behind]) expect(output()).toContain('the clock jumped');
      for (const { output } of [ahead, behind])
        expect(output()).toMatch(/clock is \d+ ms (ahead of|behind) the database/);
      // Nothing expired early by a clock that is hours off, and nothing is kept by one that is hours behind.
      await until('both are expired', async () => {
        const rows = await world.query(`SELECT finished_at, expires_at FROM orders WHERE status = 'expired'`);
        return rows.length === 2 && rows.every((row) => Number(row['finished_at']) >= Number(row['expires_at']));
      });
      expect(performance.now() - placedAt).toBeLessThan(15_000);
      expect(await judge(world, crowd)).toEqual(flawless(40));
    } finally {
      await world.close();
    }
  });
});

describe('orders that nobody waits for', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine({ PENDING_TTL_MS: '150', SWEEP_MS: '100' });
  });
  afterAll(() => engine?.stop());

  const statusOf = async (orderId: string): Promise<string> =>
    (await call(`${engine.url}/api/orders/${orderId}`)).body['status'] as string;

  it('F22: expire without a job', async () => {
    const { orderId, wsUrl } = await stage(engine.url);
    await until('it is expired', async () => (await statusOf(orderId)) === 'expired');
    expect((await call(`${engine.url}/jobs/${orderId}`)).body).toMatchObject({ status: 404, code: 'JOB_NOT_FOUND' });
    const [row]: Record<string, unknown>[] = await engine.database.query('SELECT * FROM orders WHERE id = $1', [
      orderId,
    ]);
    expect(row).toMatchObject({ promoted_at: null, enqueued_at: null, epoch: 0, last_seq: 2 });
    const late = await follow(wsUrl);
    expect([late.close.code, late.statuses]).toEqual([4410, ['pending', 'expired']]);
  });

  it('F23: a socket that races the expiry: one of them wins, and the socket is told which', async () => {
    const ends = new Map<string, number>();
    const race = async (delayMs: number): Promise<void> => {
      const { orderId, wsUrl } = await stage(engine.url);
      // Around the very moment.
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      const { close, statuses, seqs } = await follow(wsUrl);
      const status = await statusOf(orderId);
      expect(close.code).toBe(status === 'expired' ? 4410 : 1000);
      expect(['expired', 'confirmed']).toContain(status);
      expect(statuses.at(-1)).toBe(status);
      expect(seqs).toEqual(seqs.map((_, n) => n + 1));
      ends.set(status, (ends.get(status) ?? 0) + 1);
    };
    for (let round = 0; round < 4 || ends.size < 2; round++) {
      expect(round).toBeLessThan(40);
      await Promise.all(Array.from({ length: 10 }, (_, n) => race(110 + n * 6)));
    }
    expect([...ends.keys()].sort()).toEqual(['confirmed', 'expired']);
  });

  it('F22 and F23: the books agree', async () => {
    expect(await engine.faults()).toEqual([]);
  });
});

it('F23: a socket that races a cancellation: one of them wins, and both are told which', async () => {
  const engine = await startTestEngine();
  const ends = new Map<string, number>();
  for (let round = 0; round < 30 || ends.size < 2; round++) {
    expect(round).toBeLessThan(200);
    const { orderId, wsUrl } = await stage(engine.url);
    const socket = new TestSocket(wsUrl);
    await new Promise((resolve) => setTimeout(resolve, round % 15));
    const cancel = await call(`${engine.url}/api/orders/${orderId}`, 'DELETE');
    expect((await socket.closed).code).toBe(1000);
    const status = (await call(`${engine.url}/api/orders/${orderId}`)).body['status'] as string;
    expect(cancel.status).toBe(status === 'cancelled' ? 200 : 409);
    expect(socket.statuses.at(-1)).toBe(status);
    expect(socket.seqs).toEqual(socket.seqs.map((_, n) => n + 1));
    ends.set(status, (ends.get(status) ?? 0) + 1);
  }
  expect([...ends.keys()].sort()).toEqual(['cancelled', 'confirmed']);
  expect(await engine.faults()).toEqual([]);
  await engine.stop();
});
