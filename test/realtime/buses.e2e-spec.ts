import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '../../src/common/clock.js';
import { loadConfig } from '../../src/config/load-config.js';
import { PgDoorbell } from '../../src/database/pg-doorbell.js';
import type { BusMessage, EventBus } from '../../src/events/event-bus.js';
import { PostgresEventBus } from '../../src/events/postgres-event-bus.js';
import { RedisEventBus } from '../../src/events/redis-event-bus.js';
import { testDatabase } from '../support/test-database.js';

interface Node {
  readonly bus: EventBus;
  readonly got: BusMessage[];
  readonly stop: () => Promise<void> | void;
}

const clock = new SystemClock();
const waiting = { timeout: 10_000, interval: 10 };

function node(bus: EventBus, stop: Node['stop']): Node {
  const got: BusMessage[] = [];
  bus.subscribe((messages) => void got.push(...messages));
  return { bus, got, stop };
}

/** Rings until the other side hears: then both are there. */
async function meet(a: Node, b: Node): Promise<void> {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    await vi.waitUntil(() => {
      from.bus.publish([{ key: 'hello', seq: 0 }]);
      return to.got.some(({ key }) => key === 'hello');
    }, waiting);
  }
  await vi.waitUntil(() => a.bus.connected() && b.bus.connected(), waiting);
}

const real = ({ got }: Node): BusMessage[] => got.filter(({ key }) => key !== 'hello');

function behaves(open: () => Promise<Node>): void {
  let a: Node;
  let b: Node;

  beforeEach(async () => {
    [a, b] = [await open(), await open()];
    await meet(a, b);
  });

  afterEach(async () => {
    await a.stop();
    await b.stop();
  });

  it('serves its own listeners at once with the same objects, others later with copies', async () => {
    const message = { key: 'order', seq: 1, body: { text: 'ä€😀', nested: [1, { a: null }] } };
    a.bus.publish([message]);
    expect(real(a)).toEqual([message]);
    expect(real(a)[0]).toBe(message);
    await vi.waitUntil(() => real(b).length === 1, waiting);
    expect(real(b)).toEqual([message]);
    b.bus.publish([{ key: 'back', seq: 1 }]);
    await vi.waitUntil(() => real(a).length === 2, waiting);
    expect(real(a)).toEqual([message, { key: 'back', seq: 1 }]);
  });

  it('keeps the order of what is published, however much', async () => {
    const all = Array.from({ length: 3_000 }, (_, n) => ({
      key: 'k',
      seq: n + 1,
      body: { filler: 'x'.repeat(n % 900) },
    }));
    for (let n = 0; n < all.length; n += 7) a.bus.publish(all.slice(n, n + 7));
    await vi.waitUntil(() => real(b).length === all.length, waiting);
    expect(real(b)).toEqual(all);
    expect(real(a)).toHaveLength(all.length);
  });

  it('harms nobody when a listener throws', async () => {
    a.bus.subscribe(() => {
      throw new Error('a listener that throws');
    });
    const later: BusMessage[] = [];
    const stop = a.bus.subscribe((messages) => void later.push(...messages.filter(({ key }) => key === 'x')));
    a.bus.publish([{ key: 'x', seq: 1 }]);
    b.bus.publish([{ key: 'x', seq: 2 }]);
    await vi.waitUntil(() => later.length === 2, waiting);
    stop();
    a.bus.publish([{ key: 'x', seq: 3 }]);
    expect(later).toHaveLength(2);
  });
}

describe('the bus on PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  const open = (): Promise<Node> => {
    const bell = new PgDoorbell(loadConfig({ DATABASE_URL: database.url }), clock);
    const bus = new PostgresEventBus(bell, crypto.randomUUID());
    bus.onModuleInit();
    return Promise.resolve(
      node(bus, async () => {
        bus.onApplicationShutdown();
        await bell.close();
      }),
    );
  };

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterAll(() => database.drop());

  behaves(open);

  it('sends what is too big for a notification without its body', async () => {
    const [a, b] = [await open(), await open()];
    await meet(a, b);
    a.bus.publish([
      { key: 'small', seq: 1, body: 'x' },
      { key: 'big', seq: 1, body: '€'.repeat(4_000) },
      { key: 'small', seq: 2, body: 'y' },
    ]);
    await vi.waitUntil(() => real(b).length === 3, waiting);
    expect(real(b)).toEqual([
      { key: 'small', seq: 1, body: 'x' },
      { key: 'big', seq: 1 },
      { key: 'small', seq: 2, body: 'y' },
    ]);
    await a.stop();
    await b.stop();
  });
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

describe.skipIf(!hasRedis)('the bus on Redis', () => {
  let port: number;
  let server: ChildProcess | undefined;

  const startRedis = async (): Promise<void> => {
    const options = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
    const started = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
    server = started;
    let said = '';
    started.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await vi.waitUntil(() => said.includes('Ready to accept connections'), waiting);
  };
  const stopRedis = async (): Promise<void> => {
    const stopped = server && once(server, 'exit');
    server?.kill('SIGKILL');
    await stopped;
    server = undefined;
  };
  const open = (): Promise<Node> => {
    const bus = new RedisEventBus({ host: '127.0.0.1', port }, 'test', crypto.randomUUID(), clock);
    bus.onModuleInit();
    return Promise.resolve(node(bus, () => bus.onApplicationShutdown()));
  };

  beforeAll(async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    port = (probe.address() as AddressInfo).port;
    probe.close();
    await startRedis();
  });

  afterAll(stopRedis);

  behaves(open);

  it('neither throws nor gathers while Redis is away, and comes back by itself', async () => {
    const [a, b] = [await open(), await open()];
    await meet(a, b);
    await stopRedis();
    await vi.waitUntil(() => !a.bus.connected() && !b.bus.connected(), waiting);
    for (let n = 0; n < 10_000; n++) a.bus.publish([{ key: 'lost', seq: n }]);
    expect(real(a)).toHaveLength(10_000);
    await startRedis();
    await vi.waitUntil(() => a.bus.connected() && b.bus.connected(), waiting);
    await vi.waitUntil(() => {
      a.bus.publish([{ key: 'found', seq: 1 }]);
      return real(b).some(({ key }) => key === 'found');
    }, waiting);
    expect(real(b).filter(({ key }) => key === 'lost')).toEqual([]);
    await a.stop();
    await b.stop();
  });

  it('starts without Redis', async () => {
    await stopRedis();
    const a = await open();
    a.bus.publish([{ key: 'x', seq: 1 }]);
    expect(real(a)).toHaveLength(1);
    await startRedis();
    await vi.waitUntil(() => a.bus.connected(), waiting);
    await a.stop();
  });
});
