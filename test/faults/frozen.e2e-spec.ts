import { killEngineProcesses } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import { BACKENDS, isAvailable } from '../support/test-engine.js';
import { World, place } from './support/world.js';

/** Longer than the lock of 1 s, the stalled check and the start of a process together. */
const RECOVERY = { timeout: 60_000 };

describe.each(BACKENDS)('a worker frozen beyond its lock on %s', (backend) => {
  let world: World;
  beforeEach(async (context) => {
    context.skip(!isAvailable(backend), 'no redis-server on this machine');
    // Slots long enough that a transaction does not expire meanwhile.
    world = await World.open(backend, { SIM_SLOT_MS: '100' });
  });
  afterEach(() => world?.close());
  afterAll(killEngineProcesses);

  it.each([
    ['F8: while it reads prices: another takes over, the sleeper is fenced', 1],
    ['F8: between write-ahead and chain: both send the same transaction, it lands once', 4],
  ] as const)('%s', RECOVERY, async (_, seq) => {
    const front = await world.start('api,chain');
    // Slow calls to the chain leave time to stop it between two steps.
    const sleeper = await world.start('worker', { SIM_LATENCY_MS: '800' });
    const orderId = (await place(front.url, 'frozen'))?.body['orderId'] as string;
    const life = persist(() => front.url, orderId);
    await vi.waitFor(async () => {
      const [row] = await world.query('SELECT last_seq, claims_without_progress AS claims FROM orders');
      expect(row).toEqual({ last_seq: seq, claims: seq === 1 ? 1 : 0 });
    }, RECOVERY);
    sleeper.child.kill('SIGSTOP');
    const other = await world.start('worker');
    const { frames } = await life;
    expect(frames.at(-1)).toMatchObject({ status: 'confirmed', attempt: 1 });
    const [before] = await world.query('SELECT epoch, updated_at FROM orders');

    sleeper.child.kill('SIGCONT');
    await vi.waitFor(() => expect(sleeper.output()).toContain('fenced: order'), RECOVERY);
    expect(isWhole(await life)).toBe(true);
    expect(await world.query('SELECT epoch, updated_at FROM orders')).toEqual([before]);
    expect(await world.landings(orderId)).toEqual({ landed: 1, waiting: 0 });
    expect(await world.faults()).toEqual([]);
    expect(await other.end('SIGTERM')).toBe(0);
  });
});
