import { Redis } from 'ioredis';
import { TestSocket } from '../support/client.js';
import { killEngineProcesses } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import type { Life } from '../support/persist.js';
import { hasRedisServer, startRedisServer } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { TcpProxy } from './support/tcp-proxy.js';
import { World, place } from './support/world.js';

const RECOVERY = { timeout: 60_000 };
const ORDERS = 12;

describe.skipIf(!hasRedisServer())('Redis', () => {
  let redis: RedisServer;
  let proxy: TcpProxy;
  let world: World;
  beforeEach(async () => {
    redis = await startRedisServer();
    proxy = await TcpProxy.before(redis.url);
    world = await World.open('redis', { REDIS_URL: redis.url, SIM_SLOT_MS: '100', WORKER_CONCURRENCY: '2' });
  });
  afterEach(async () => {
    proxy.mode = 'pass';
    await world.close();
    await proxy.close();
    await redis.stop();
  });
  afterAll(killEngineProcesses);

  async function begin(url: string, count = ORDERS): Promise<Promise<Life>[]> {
    const placed = await Promise.all(Array.from({ length: count }, (_, n) => place(url, `order-${n}`)));
    expect(placed.map((reply) => reply?.status)).toEqual(placed.map(() => 201));
    return placed.map((reply) => persist(() => url, reply?.body['orderId'] as string));
  }

  async function allEnd(lives: readonly Promise<Life>[]): Promise<void> {
    for (const life of await Promise.all(lives)) {
      expect(isWhole(life)).toBe(true);
      expect(life.frames.at(-1)?.status).toBe('confirmed');
    }
    expect(await world.faults()).toEqual([]);
  }

  it('F9: forgets everything: what was queued is queued again under a new generation', RECOVERY, async () => {
    const engine = await world.start(undefined, { SIM_LATENCY_MS: '150' });
    const lives = await begin(engine.url);
    await Promise.race(lives);
    const admin = new Redis(redis.url);
    await admin.flushall();
    admin.disconnect();
    await allEnd(lives);
    const [lost] = await world.query('SELECT count(*)::int AS count FROM orders WHERE generation > 0');
    expect(lost?.['count']).toBeGreaterThan(0);
    expect(engine.output()).toContain('its job was gone; queued again as generation 1');
  });

  it('F9: is restarted empty: all end without a restart of ours', RECOVERY, async () => {
    const engine = await world.start(undefined, { SIM_LATENCY_MS: '150' });
    const lives = await begin(engine.url);
    await Promise.race(lives);
    await redis.stop();
    expect((await fetch(`${engine.url}/health/ready`)).status).toBe(503);
    redis = await startRedisServer(redis.port);
    await allEnd(lives);
    const [lost] = await world.query('SELECT count(*)::int AS count FROM orders WHERE generation > 0');
    expect(lost?.['count']).toBeGreaterThan(0);
    expect((await fetch(`${engine.url}/health/ready`)).status).toBe(200);
  });

  it.each(['refuse', 'blackhole'] as const)(
    'F10: away from the API (%s): orders are taken and promoted at once, their jobs come later',
    RECOVERY,
    async (mode) => {
      const api = await world.start('api,chain', { REDIS_URL: proxy.url(redis.url) });
      await world.start('worker');
      proxy.mode = mode;
      if (mode === 'refuse') proxy.cut();
      const before = performance.now();
      const placed = await Promise.all(Array.from({ length: 4 }, (_, n) => place(api.url, `away-${n}`)));
      expect(placed.map((reply) => reply?.status)).toEqual([201, 201, 201, 201]);
      // A producer that waits for Redis would hold the answer for as long as Redis is away.
      expect(performance.now() - before).toBeLessThan(10_000);
      const waits: number[] = [];
      for (const reply of placed) {
        const asked = performance.now();
        const socket = new TestSocket(reply?.body['wsUrl'] as string);
        await socket.frame(({ status }) => status === 'pending');
        waits.push(performance.now() - asked);
        await vi.waitFor(async () => {
          const [row] = await world.query('SELECT promoted_at FROM orders WHERE id = $1', [reply?.body['orderId']]);
          expect(row?.['promoted_at']).not.toBeNull();
        }, RECOVERY);
        await socket.end();
      }
      // The quickest: a busy machine delays some, a wait for Redis would delay all.
      expect(Math.min(...waits)).toBeLessThan(500);
      expect(proxy.harmed).toBeGreaterThan(0);
      proxy.mode = 'pass';
      // What was swallowed by the hole is never answered: such connections end by their time-outs.
      await allEnd(placed.map((reply) => persist(() => api.url, reply?.body['orderId'] as string)));
    },
  );

  it('F11: away from one worker: another takes its orders over', RECOVERY, async () => {
    const front = await world.start('api,chain');
    const lonely = await world.start('worker', { REDIS_URL: proxy.url(redis.url), SIM_LATENCY_MS: '5000' });
    const lives = await begin(front.url, 2);
    await vi.waitFor(async () => {
      const [row] = await world.query('SELECT count(*)::int AS claimed FROM orders WHERE claims_without_progress = 1');
      expect(row).toEqual({ claimed: 2 });
    }, RECOVERY);
    proxy.mode = 'blackhole';
    await world.start('worker');
    await allEnd(lives);
    expect(proxy.harmed).toBeGreaterThan(0);
    // The promotion, the claim of the one, and that of the other.
    const [row] = await world.query('SELECT max(epoch) AS epoch FROM orders');
    expect(row).toEqual({ epoch: 3 });
    await vi.waitFor(() => expect(lonely.output()).toContain('fenced: order'), RECOVERY);
    proxy.mode = 'pass';
  });
});
