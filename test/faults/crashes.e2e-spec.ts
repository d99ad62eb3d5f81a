import { TestSocket } from '../support/client.js';
import { killEngineProcesses } from '../support/engine-process.js';
import type { EngineProcess } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import { isAvailable } from '../support/test-engine.js';
import type { Backend } from '../support/test-engine.js';
import { World, deathOf, place } from './support/world.js';

/** Points where what happens next depends on the queue; they are passed on Redis, the others on the default. */
const BY_QUEUE: readonly string[] = ['claim.committed', 'chain.took', 'end.stored'];

/** Longer than lock, sweep and start of a process together. */
const RECOVERY = { timeout: 60_000 };

/** The order's whole life from outside, once somebody can finish it. */
async function ends(world: World, engine: EngineProcess, orderId: string): Promise<void> {
  const life = await persist(() => engine.url, orderId);
  expect(isWhole(life)).toBe(true);
  expect(life.frames.at(-1)).toMatchObject({ status: 'confirmed', attempt: 1 });
  expect(life.frames.map(({ status }) => status)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
  expect(await world.landings(orderId)).toEqual({ landed: 1, waiting: 0 });
  expect(await world.faults()).toEqual([]);
}

describe('a process killed while an order comes in', () => {
  let world: World;
  let engine: EngineProcess;
  beforeAll(async () => {
    world = await World.open(isAvailable('redis') ? 'redis' : 'postgres');
    engine = await world.start('api,worker,chain', { SWEEP_MS: '1000' });
  });
  afterAll(() => world?.close());
  afterAll(killEngineProcesses);

  it.each([
    ['F1: before the staging commit: the retry is the first order', 'staging.arrived', 0, 201],
    ['F2: after the commit, before the reply: the retry finds the same order', 'staging.committed', 1, 200],
  ] as const)('%s', async (_, point, rows, status) => {
    const doomed = await world.start('api', { CRASH_AT: `${point}@${point}` });
    expect(await place(doomed.url, point)).toBeUndefined();
    expect(await deathOf(doomed)).toBe('SIGKILL');
    const stored = (): Promise<unknown[]> => world.query('SELECT id FROM orders WHERE client_order_id = $1', [point]);
    const before = await stored();
    expect(before).toHaveLength(rows);
    const reply = await place(engine.url, point);
    expect(reply?.status).toBe(status);
    await ends(world, engine, reply?.body['orderId'] as string);
    const after = await stored();
    expect(after).toEqual([{ id: reply?.body['orderId'] }]);
    if (rows > 0) expect(after).toEqual(before);
  });

  it('F3: between promotion and queue: the sweep queues it within 2 s', async () => {
    const doomed = await world.start('api', { CRASH_AT: 'promote.committed' });
    const staged = await place(doomed.url, 'promoted');
    const socket = new TestSocket(staged?.body['wsUrl'] as string);
    expect(await deathOf(doomed)).toBe('SIGKILL');
    expect((await socket.closed).code).toBe(1006);
    expect((await world.order('promoted'))?.['promoted_at']).not.toBeNull();
    await ends(world, engine, staged?.body['orderId'] as string);
    const queued = await world.order('promoted');
    const took = Number(queued?.['enqueued_at']) - Number(queued?.['promoted_at']);
    // Nobody but the sweep can have queued it.
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThan(2_000);
  });
});

describe('a worker killed', () => {
  const worlds = new Map<Backend, Promise<{ world: World; front: EngineProcess }>>();
  afterAll(async () => {
    for (const open of worlds.values()) await (await open).world.close();
    killEngineProcesses();
  });

  /** The world on a queue, with a process that takes orders in and makes slots, but runs none. */
  function worldOn(backend: Backend): Promise<{ world: World; front: EngineProcess }> {
    let open = worlds.get(backend);
    if (!open) {
      open = World.open(backend).then(async (world) => ({ world, front: await world.start('api,chain') }));
      worlds.set(backend, open);
    }
    return open;
  }

  it.each([
    ['F4: right after a claim: another resumes, no event twice', 'claim.committed', 1, 0],
    ['F4: in routing: another resumes, no event twice', 'routing.read', 1, 0],
    ['F5: after the write-ahead, before the chain: the same transaction is sent', 'submitted.stored', 4, 0],
    ['F6: after the chain took it: it is looked up and confirmed', 'chain.took', 4, 1],
    ['F6: with the outcome known, but not stored', 'outcome.known', 4, 1],
    ['F7: after the end was stored, before the job was acknowledged: the rerun does nothing', 'end.stored', 5, 1],
  ] as const)('%s', RECOVERY, async (_, point, events, known) => {
    const { world, front } = await worldOn(BY_QUEUE.includes(point) && isAvailable('redis') ? 'redis' : 'postgres');
    const doomed = await world.start('worker', { CRASH_AT: point });
    const orderId = (await place(front.url, point))?.body['orderId'] as string;
    const life = persist(() => front.url, orderId);
    expect(await deathOf(doomed)).toBe('SIGKILL');
    const stored = await world.order(point);
    expect(stored).toMatchObject({ last_seq: events });
    const { landed, waiting } = await world.landings(orderId);
    expect(landed + waiting).toBe(known);

    const worker = await world.start('worker');
    await life;
    await ends(world, front, orderId);
    const after = await world.order(point);
    if (stored?.['signature']) expect(after?.['signature']).toBe(stored['signature']);
    expect(after?.['intent']).toBe(0);
    if (point !== 'end.stored') expect(Number(after?.['epoch'])).toBeGreaterThan(Number(stored?.['epoch']));
    await vi.waitFor(async () => {
      const reply = await fetch(`${front.url}/jobs/${orderId}`);
      expect(await reply.json()).toMatchObject({ state: 'completed' });
    }, RECOVERY);
    if (point === 'end.stored') expect(after?.['epoch']).toBe(stored?.['epoch']);
    expect(await worker.end('SIGTERM')).toBe(0);
  });
});
