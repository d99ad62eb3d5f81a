import { DataFolders } from '../embedded/data-folders.js';
import { TestSocket, call, follow, stage } from '../support/client.js';
import { killEngineProcesses, startEngineProcess } from '../support/engine-process.js';
import { startTestEngine } from '../support/test-engine.js';
import { Crowd } from './support/crowd.js';
import { PrivatePostgres } from './support/private-postgres.js';
import { until } from './support/until.js';
import { flawless, judge } from './support/verdict.js';
import { World, place } from './support/world.js';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

afterAll(killEngineProcesses);

it('F26: a database that takes no writes: 503, no acknowledgement, and all goes on once it does', async () => {
  const engine = await startTestEngine({ SWEEP_MS: '200' });
  const world = World.at(engine.databaseUrl);
  const name = new URL(engine.databaseUrl).pathname.slice(1);
  const readOnly = async (on: boolean): Promise<void> => {
    const setting = on ? 'SET default_transaction_read_only = on' : 'RESET default_transaction_read_only';
    await world.query(`BEGIN READ WRITE; ALTER DATABASE ${name} ${setting}; COMMIT`);
    // Connections keep what held when they began.
    await world.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  };
  try {
    const staged = await stage(engine.url);
    await readOnly(true);
    const replies = [];
    for (let n = 0; n < 20; n++) replies.push(await place(engine.url, `refused-${n}`));
    expect(new Set(replies.map((reply) => reply?.status))).toEqual(new Set([503]));
    for (const reply of replies) {
      expect(reply?.body).toMatchObject({ code: 'UNAVAILABLE' });
      expect(Number(reply?.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await follow(staged.wsUrl)).close.code).toBe(1013);
    expect(await world.query('SELECT id FROM orders')).toEqual([{ id: staged.orderId }]);

    await readOnly(false);
    await until('orders are taken again', async () => (await place(engine.url, 'refused-0'))?.status === 201);
    const life = await until('the order runs', async () => {
      const { close, seqs } = await follow(staged.wsUrl);
      return close.code === 1000 && seqs;
    });
    expect(life).toEqual([1, 2, 3, 4, 5]);
    expect(await world.query(`SELECT id FROM orders WHERE client_order_id = 'refused-1'`)).toEqual([]);
    expect(await engine.faults()).toEqual([]);
  } finally {
    await engine.stop();
  }
});

describe('F27: jobs lost with their queue', () => {
  it('F27: PostgreSQL dies before the queue reached the disk: the sweep queues every order again', async () => {
    const postgres = await PrivatePostgres.start();
    const world = World.at(postgres.url);
    try {
      // Commits that nobody waits for stay in memory until one that somebody waits for.
      await world.query(`ALTER SYSTEM SET wal_writer_delay = '10s'`);
      await world.query('SELECT pg_reload_conf()');
      const front = await world.start('api', { SWEEP_MS: '60000' });
      const ids = await Promise.all(
        Array.from({ length: 10 }, async (_, n) => (await place(front.url, `job-${n}`))?.body['orderId'] as string),
      );
      const sockets = ids.map((id) => new TestSocket(`${front.url.replace('http', 'ws')}/ws?orderId=${id}`));
      const jobs = async (): Promise<number> => (await world.query('SELECT id FROM bullmq.job')).length;
      await until('all are queued', async () => (await jobs()) === ids.length);
      await postgres.stop('SIGKILL');
      await front.end('SIGKILL');
      await Promise.all(sockets.map((socket) => socket.closed));
      await postgres.startAgain();
      const kept = await world.query('SELECT promoted_at FROM orders WHERE promoted_at IS NOT NULL');
      expect(kept).toHaveLength(ids.length);
      expect(await jobs()).toBeLessThan(ids.length);

      await world.start('api,worker,chain');
      await until(
        'all have ended',
        async () => (await world.query('SELECT FROM orders WHERE finished_at IS NULL')).length === 0,
      );
      expect(await world.faults()).toEqual([]);
    } finally {
      await world.close();
      await postgres.remove();
    }
  });

  it('F27: jobs that were marked as queued and are gone: queued again under a new generation', async () => {
    const world = await World.open('postgres');
    try {
      const front = await world.start('api,chain');
      const crowd = new Crowd(() => front.url);
      const run = crowd.run(10, 10);
      await until('all are queued, and marked so', async () => {
        const marked = await world.query('SELECT FROM orders WHERE enqueued_at IS NOT NULL');
        return marked.length === 10;
      });
      const lost = await world.query('DELETE FROM bullmq.job RETURNING id');
      expect(lost).toHaveLength(10);
      await world.start('worker');
      await run;
      const renewed = await world.query('SELECT FROM orders WHERE generation > 0');
      expect(renewed).toHaveLength(10);
      expect(await judge(world, crowd)).toEqual(flawless(10));
    } finally {
      await world.close();
    }
  });
});

describe('F28: the embedded default', () => {
  const folders = new DataFolders();
  afterAll(() => folders.removeAll());

  it.each([
    ['F28: killed with its database: the next start works, and every order is there', true],
    ['F28: killed alone: the next start takes over the database that still runs', false],
  ])('%s', async (_, withDatabase) => {
    const env = { DATA_DIR: folders.make(), SIM_SLOT_MS: '20', SIM_LATENCY_MS: '0', LOCK_MS: '1000', SWEEP_MS: '300' };
    const first = await startEngineProcess(env);
    const done = await stage(first.url);
    await follow(done.wsUrl);
    const waiting = await stage(first.url);
    const database = folders.serverPid(env.DATA_DIR);
    expect(database).toBeDefined();
    if (withDatabase) process.kill(database ?? 0, 'SIGKILL');
    expect(await first.end('SIGKILL')).toBeNull();

    const next = await startEngineProcess(env);
    expect(folders.serverPid(env.DATA_DIR) === database).toBe(!withDatabase);
    expect((await call(`${next.url}/api/orders/${done.orderId}`)).body).toMatchObject({ status: 'confirmed' });
    const life = await follow(`${next.url.replace('http', 'ws')}/ws?orderId=${waiting.orderId}`);
    expect([life.close.code, life.seqs]).toEqual([1000, [1, 2, 3, 4, 5]]);
    expect(await next.end('SIGTERM')).toBe(0);
    expect(folders.serverPid(env.DATA_DIR)).toBeUndefined();
  });
});
