import { TestSocket } from '../support/client.js';
import { killEngineProcesses } from '../support/engine-process.js';
import type { EngineProcess } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import { isAvailable } from '../support/test-engine.js';
import { World, deathOf, place } from './support/world.js';

/** Points where what happens next depends on the queue; they are passed on Redis, the others on the default. */
const BY_QUEUE: readonly string[] = ['promote.committed', 'claim.committed', 'chain.took', 'end.stored'];

/** Longer than lock, sweep and start of a process together. */
const RECOVERY = { timeout: 60_000 };

describe('a process killed', () => {
  let world: World;
  afterEach(() => world?.close());
  afterAll(killEngineProcesses);

  async function open(point: string): Promise<void> {
    world = await World.open(BY_QUEUE.includes(point) && isAvailable('redis') ? 'redis' : 'postgres');
  }

  /** The order's whole life from outside, once somebody can finish it. */
  async function ends(engine: EngineProcess, orderId: string): Promise<void> {
    const life = await persist(() => engine.url, orderId);
    expect(isWhole(life)).toBe(true);
    expect(life.frames.at(-1)).toMatchObject({ status: 'confirmed', attempt: 1 });
    expect(life.frames.map(({ status }) => status)).toEqual([
      'pending',
      'routing',
      'building',
      'submitted',
      'confirmed',
    ]);
    expect(await world.landings(orderId)).toEqual({ landed: 1, waiting: 0 });
    expect(await world.faults()).toEqual([]);
  }

  const STAGING = [
    ['F1: before the staging commit: the retry is the first order', 'staging.arrived', 0, 201],
    ['F2: after the commit, before the reply: the retry finds the same order', 'staging.committed', 1, 200],
  ] as const;

  it.each(STAGING)('%s', async (_, point, rows, status) => {
    await open(point);
    const doomed = await world.start(undefined, { CRASH_AT: `${point}@again` });
    expect(await place(doomed.url, 'again')).toBeUndefined();
    expect(await deathOf(doomed)).toBe('SIGKILL');
    const before = await world.query('SELECT id FROM orders');
    expect(before).toHaveLength(rows);
    const engine = await world.start();
    const reply = await place(engine.url, 'again');
    expect(reply?.status).toBe(status);
    if (before[0]) expect(reply?.body['orderId']).toBe(before[0]['id']);
    await ends(engine, reply?.body['orderId'] as string);
    expect(await world.query('SELECT id FROM orders')).toHaveLength(1);
  });

  it('F3: between promotion and queue: the sweep queues it within 2 s', RECOVERY, async () => {
    await open('promote.committed');
    const [doomed, engine] = await Promise.all([
      world.start(undefined, { CRASH_AT: 'promote.committed' }),
      world.start('api,worker,chain', { SWEEP_MS: '1000' }),
    ]);
    const staged = await place(doomed.url, 'promoted');
    const socket = new TestSocket(staged?.body['wsUrl'] as string);
    expect(await deathOf(doomed)).toBe('SIGKILL');
    expect((await socket.closed).code).toBe(1006);
    expect((await world.order('promoted'))?.['promoted_at']).not.toBeNull();
    await ends(engine, staged?.body['orderId'] as string);
    const queued = await world.order('promoted');
    const took = Number(queued?.['enqueued_at']) - Number(queued?.['promoted_at']);
    // Nobody but the sweep can have queued it.
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThan(2_000);
  });

  const EXECUTION = [
    ['F4: right after a claim: another resumes, no event twice', 'claim.committed', 1, 0],
    ['F4: in routing: another resumes, no event twice', 'routing.read', 1, 0],
    ['F5: after the write-ahead, before the chain: the same transaction is sent', 'submitted.stored', 4, 0],
    ['F6: after the chain took it: it is looked up and confirmed', 'chain.took', 4, 1],
    ['F6: with the outcome known, but not stored', 'outcome.known', 4, 1],
    ['F7: after the end was stored, before the job was acknowledged: the rerun does nothing', 'end.stored', 5, 1],
  ] as const;

  it.each(EXECUTION)('%s', RECOVERY, async (_, point, events, known) => {
    await open(point);
    const [front, doomed] = await Promise.all([world.start('api,chain'), world.start('worker', { CRASH_AT: point })]);
    const staged = await place(front.url, 'worked');
    const orderId = staged?.body['orderId'] as string;
    const life = persist(() => front.url, orderId);
    expect(await deathOf(doomed)).toBe('SIGKILL');
    const [stored] = await world.query(
      `SELECT last_seq, epoch, signature, claims_without_progress AS claims FROM orders`,
    );
    expect(stored).toMatchObject({ last_seq: events });
    const { landed, waiting } = await world.landings(orderId);
    expect(landed + waiting).toBe(known);

    const worker = await world.start('worker');
    await life;
    await ends(front, orderId);
    const [after] = await world.query('SELECT epoch, signature, intent FROM orders');
    if (stored?.['signature']) expect(after?.['signature']).toBe(stored['signature']);
    expect(after?.['intent']).toBe(stored?.['signature'] ? 0 : after?.['intent']);
    if (point !== 'end.stored') expect(Number(after?.['epoch'])).toBeGreaterThan(Number(stored?.['epoch']));
    await vi.waitFor(async () => {
      const reply = await fetch(`${front.url}/jobs/${orderId}`);
      expect(await reply.json()).toMatchObject({ state: 'completed' });
    }, RECOVERY);
    if (point === 'end.stored') expect(after?.['epoch']).toBe(stored?.['epoch']);
    expect(await worker.end('SIGTERM')).toBe(0);
  });
});
