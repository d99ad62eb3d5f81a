import { OrderProcessor } from '../../src/execution/order.processor.js';
import { TestSocket, call, follow, stage } from '../support/client.js';
import { killEngineProcesses } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import { testDatabase } from '../support/test-database.js';
import { BACKENDS, isAvailable, startTestEngine } from '../support/test-engine.js';
import { Crowd } from './support/crowd.js';
import { until } from './support/until.js';
import { flawless, judge } from './support/verdict.js';
import { World, deathOf, place } from './support/world.js';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

afterAll(killEngineProcesses);

it(
  'F24: an order that kills every worker is given up after five; the others keep flowing',
  { timeout: 60_000 },
  async () => {
    const world = await World.open('postgres', { SWEEP_MS: '200' });
    try {
      const front = await world.start('api,chain');
      const orderId = (await place(front.url, 'poison'))?.body['orderId'] as string;
      let over = false;
      let deaths = 0;
      const supervise = async (): Promise<void> => {
        while (!over) {
          // One may meet the order, and its end, before it says that it runs.
          const worker = await world.start('worker', { CRASH_AT: 'routing.read@poison' }).catch(() => undefined);
          const died = worker && (await Promise.race([deathOf(worker), until('it is over', () => over, 60_000)]));
          if (!worker || died === 'SIGKILL') deaths++;
        }
      };
      const life = persist(() => front.url, orderId);
      const supervisors = [supervise(), supervise()];
      const crowd = new Crowd(() => front.url);
      await crowd.run(20, 5);
      const { frames } = await life;
      over = true;
      await Promise.all(supervisors);
      // A claim that a slow machine lost its lock on counts as well.
      expect(deaths).toBeGreaterThan(2);
      expect(deaths).toBeLessThan(7);
      expect(frames.map(({ status }) => status)).toEqual(['pending', 'failed']);
      expect(frames.at(-1)?.data).toMatchObject({ code: 'POISONED' });
      // The promotion, five claims that got nowhere, and the one that gave it up.
      const { failure_code: code, epoch } = (await world.order('poison')) ?? {};
      expect([code, Number(epoch) >= 7]).toEqual(['POISONED', true]);
      expect(await judge(world, crowd)).toEqual(flawless(20));
    } finally {
      await world.close();
    }
  },
);

it('F25: a job that the queue hands over to a worker that closes goes back, unclaimed', async () => {
  const { url: databaseUrl, drop } = await testDatabase();
  const shared = { QUEUE_PREFIX: `handed-over-${process.pid}`, LOCK_MS: '60000' };
  // Slots so long that an order which is run all the same would outlast the test.
  const first = await startTestEngine({ ...shared, SIM_SLOT_MS: '60000' }, 'postgres', { databaseUrl });
  const { worker } = first.app.get(OrderProcessor, { strict: false });
  const asked = vi.fn();
  const closing = new Promise<void>((resolve) => worker.once('closing', () => resolve()));
  const fetch = worker.backend.moveToActive.bind(worker.backend);
  vi.spyOn(worker.backend, 'moveToActive').mockImplementation(async (...args) => {
    asked();
    await closing;
    return await fetch(...args);
  });
  const { orderId, wsUrl } = await stage(first.url);
  const socket = new TestSocket(wsUrl);
  await socket.frame(({ seq }) => seq === 1);
  await until('the worker asks for jobs', () => asked.mock.calls.length > 0);
  const stopping = performance.now();
  await first.stop();
  expect(performance.now() - stopping).toBeLessThan(8_000);
  expect((await socket.closed).code).toBe(1001);
  const second = await startTestEngine(shared, 'postgres', { databaseUrl });
  try {
    const { statuses } = await follow(`${second.wsUrl}?orderId=${orderId}&lastSeq=1`);
    expect(statuses).toEqual(['routing', 'building', 'submitted', 'confirmed']);
    expect(await second.database.query('SELECT epoch::int FROM orders')).toEqual([{ epoch: 2 }]);
  } finally {
    await second.stop();
    await drop();
  }
});

describe.each(BACKENDS)('a rolling deploy on %s', (backend) => {
  it('F25: SIGTERM: not ready, jobs handed back, 1001 to every socket, exit within 8 s; the next takes over', async ({
    skip,
  }) => {
    skip(!isAvailable(backend), 'no redis-server on this machine');
    // Locks that outlive the test: only a job that is handed back is run again.
    const world = await World.open(backend, { LOCK_MS: '60000', WORKER_CONCURRENCY: '2', SIM_LATENCY_MS: '300' });
    try {
      const old = await world.start();
      const ids: string[] = [];
      for (let n = 0; n < 8; n++) ids.push((await place(old.url, `deploy-${n}`))?.body['orderId'] as string);
      const sockets = ids.map((id) => new TestSocket(`${old.url.replace('http', 'ws')}/ws?orderId=${id}`));
      const feed = new TestSocket(`${old.url.replace('http', 'ws')}/ws`);
      await Promise.all([feed.opened, ...sockets.map((socket) => socket.frame(({ seq }) => seq === 1))]);
      await until('some run', async () => (await world.query('SELECT FROM orders WHERE epoch > 1')).length > 0);
      const next = world.start();

      const stopping = performance.now();
      const exit = old.end('SIGTERM');
      const seen = new Set<number>();
      while (old.child.exitCode === null && old.child.signalCode === null) {
        const { status } = await call(`${old.url}/health/ready`).catch(() => ({ status: 0 }));
        seen.add(status);
      }
      expect(await exit).toBe(0);
      expect(performance.now() - stopping).toBeLessThan(8_000);
      // Not ready, or not listening any more: nothing is sent here.
      expect(seen.has(503) || seen.has(0)).toBe(true);
      const codes = await Promise.all(sockets.map((socket) => socket.closed.then(({ code }) => code)));
      expect(codes.filter((code) => code !== 1000 && code !== 1001)).toEqual([]);
      expect(codes).toContain(1001);
      expect((await feed.closed).code).toBe(1001);

      const { url } = await next;
      const lives = await Promise.all(ids.map((id) => persist(() => url, id)));
      expect(lives.filter((life) => !isWhole(life))).toEqual([]);
      // Some had been claimed by the old process and were given back.
      const again = await world.query('SELECT FROM orders WHERE epoch > 2');
      expect(again.length).toBeGreaterThan(0);
      expect(await world.faults()).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
