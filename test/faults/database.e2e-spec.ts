import { setTimeout as sleep } from 'node:timers/promises';
import { TestSocket, call } from '../support/client.js';
import { killEngineProcesses } from '../support/engine-process.js';
import type { EngineProcess } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import { Crowd } from './support/crowd.js';
import { PrivatePostgres } from './support/private-postgres.js';
import { TcpProxy } from './support/tcp-proxy.js';
import { until } from './support/until.js';
import { flawless, judge } from './support/verdict.js';
import { World, place } from './support/world.js';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

afterAll(killEngineProcesses);

it('F12: PostgreSQL goes and comes back: 503 at once and 1013, then all goes on by itself', async () => {
  const postgres = await PrivatePostgres.start();
  const world = World.at(postgres.url, { SIM_LATENCY_MS: '20', WORKER_CONCURRENCY: '4' });
  try {
    const engine = await world.start();
    const known = (await place(engine.url, 'known'))?.body['orderId'] as string;
    const crowd = new Crowd(() => engine.url);
    let back = false;
    const load = crowd.run(
      30,
      15,
      () => undefined,
      () => !back,
    );
    await until('some orders have ended', () => crowd.lives.length > 3);
    const caught = await world.query('SELECT FROM orders WHERE promoted_at IS NOT NULL AND finished_at IS NULL');
    expect(caught.length).toBeGreaterThan(0);
    await postgres.stop('SIGQUIT');

    for (let n = 0; n < 5; n++) {
      const asked = performance.now();
      const replies = await Promise.all([
        place(engine.url, `away-${n}`),
        call(`${engine.url}/api/orders/${known}`),
        call(`${engine.url}/api/orders`),
        call(`${engine.url}/api/orders/${known}`, 'DELETE'),
      ]);
      expect(performance.now() - asked).toBeLessThan(1_000);
      for (const reply of replies) {
        expect(reply).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
        expect(Number(reply?.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      const socket = new TestSocket(`${engine.url.replace('http', 'ws')}/ws?orderId=${known}`);
      expect((await socket.closed).code).toBe(1013);
    }
    expect((await call(`${engine.url}/health/ready`)).status).toBe(503);
    expect((await call(`${engine.url}/health/live`)).status).toBe(200);

    await postgres.startAgain();
    await until('it is ready again', async () => (await call(`${engine.url}/health/ready`)).status === 200);
    expect(isWhole(await persist(() => engine.url, known))).toBe(true);
    back = true;
    await load;
    expect(await judge(world, crowd)).toEqual(flawless(crowd.acknowledged.size));
    expect(await world.query(`SELECT FROM orders WHERE client_order_id LIKE 'away-%'`)).toEqual([]);
    expect(await engine.end('SIGTERM')).toBe(0);
  } finally {
    await world.close();
    await postgres.remove();
  }
});

it('F12: PostgreSQL stands still: an answer within seconds, 1001 to every socket of a shutdown, and nothing lost', async () => {
  const postgres = await PrivatePostgres.start();
  const world = World.at(postgres.url, { SIM_LATENCY_MS: '100', WORKER_CONCURRENCY: '4' });
  try {
    const engine = await world.start();
    const ws = engine.url.replace('http', 'ws');
    const known = (await place(engine.url, 'known'))?.body['orderId'] as string;
    const ids: string[] = [];
    for (let n = 0; n < 8; n++) ids.push((await place(engine.url, `caught-${n}`))?.body['orderId'] as string);
    const caught = ids.map((id) => new TestSocket(`${ws}/ws?orderId=${id}`));
    const feed = new TestSocket(`${ws}/ws`);
    await Promise.all([feed.opened, ...caught.map((socket) => socket.frame(({ seq }) => seq === 1))]);
    await postgres.freeze();

    const asked = performance.now();
    const socket = new TestSocket(`${ws}/ws?orderId=${known}`);
    const replies = await Promise.all([
      place(engine.url, 'away'),
      call(`${engine.url}/api/orders/${known}`),
      call(`${engine.url}/api/orders`),
      call(`${engine.url}/api/orders/${known}`, 'DELETE'),
      call(`${engine.url}/jobs/${known}`),
      call(`${engine.url}/enqueue`, 'POST', { orderId: 'away', payload: {} }),
      call(`${engine.url}/api/balances`),
      call(`${engine.url}/api/candles?pair=SOL/USDC&interval=1m`),
    ]);
    expect((await socket.closed).code).toBe(1013);
    for (const reply of replies) {
      expect(reply).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
      expect(Number(reply?.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    // Two seconds, and what a busy machine adds.
    expect(performance.now() - asked).toBeLessThan(4_000);

    const stopping = performance.now();
    const exit = engine.end('SIGTERM');
    const codes = await Promise.all([feed, ...caught].map(async ({ closed }) => (await closed).code));
    expect(codes.filter((code) => code !== 1001)).toEqual([]);
    await exit;
    expect(performance.now() - stopping).toBeLessThan(9_000);

    await postgres.thaw();
    const { url } = await world.start();
    // Whether it was stored nobody knows: sent again under its id, it is one order in either case.
    const again = (await place(url, 'away'))?.body['orderId'] as string;
    const lives = await Promise.all([known, again, ...ids].map((id) => persist(() => url, id)));
    expect(lives.filter((life) => !isWhole(life))).toEqual([]);
    expect(await world.query(`SELECT FROM orders WHERE client_order_id = 'away'`)).toHaveLength(1);
    expect(await world.faults()).toEqual([]);
  } finally {
    await world.close();
    await postgres.remove();
  }
});

describe('F13: a connection cut during a commit', () => {
  const CASES = [
    ['F13: the append is stored, its answer lost: read again, and taken for our own', undefined, 'SELECT 1'],
    ['F13: the old connection carries it out while we look', 'soon', 'SELECT'],
    ['F13: the old connection carries it out after we did it again: it writes nothing', 'last', 'SELECT 0'],
  ] as const;

  let direct: World;
  let proxy: TcpProxy;
  let engine: EngineProcess;
  beforeAll(async () => {
    direct = await World.open('postgres');
    proxy = await TcpProxy.before(direct.databaseUrl);
    engine = await World.at(proxy.url(direct.databaseUrl)).start();
  });
  afterAll(async () => {
    await engine?.end('SIGTERM');
    await proxy?.close();
    await direct?.close();
  });

  it.each(CASES)('%s', async (_, late, said) => {
    for (const [event, seq] of [
      ['routed', 4],
      ['confirmed', 5],
    ] as const) {
      const orderId = (await place(engine.url, crypto.randomUUID()))?.body['orderId'] as string;
      const fits = (bytes: Buffer): boolean =>
        ['journal_append', orderId, `"event":"${event}"`].every((part) => bytes.includes(part));
      proxy.unheard = '';
      const harmed = proxy.harmed;
      const done = async (): Promise<boolean> => {
        const [row] = await direct.query<{ last_seq: number }>('SELECT last_seq FROM orders WHERE id = $1', [orderId]);
        return Number(row?.last_seq) >= seq;
      };
      if (late === undefined) proxy.cutAfter(fits);
      else proxy.cutBefore(fits, () => (late === 'soon' ? sleep(5) : until('we did it again', done)));
      const life = await persist(() => engine.url, orderId);
      expect(proxy.harmed).toBeGreaterThan(harmed);
      await until('the old connection has answered', () => proxy.unheard.includes(said));
      expect(isWhole(life)).toBe(true);
      expect(life.frames.at(-1)).toMatchObject({ status: 'confirmed', attempt: 1, seq: 5 });
      expect(await direct.landings(orderId)).toEqual({ landed: 1, waiting: 0 });
      // The run that was cut has gone on: nobody had to claim the order again.
      expect(await direct.query('SELECT epoch, last_seq FROM orders WHERE id = $1', [orderId])).toEqual([
        { epoch: 2, last_seq: 5 },
      ]);
    }
    expect(await direct.faults()).toEqual([]);
  });
});
