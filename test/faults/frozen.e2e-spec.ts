import { killEngineProcesses } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import { isAvailable } from '../support/test-engine.js';
import { World, place } from './support/world.js';

/** Longer than the lock of 1 s, the stalled check and the start of a process together. */
const RECOVERY = { timeout: 60_000 };

describe('a worker frozen beyond its lock', () => {
  let world: World | undefined;
  afterEach(() => world?.close());
  afterAll(killEngineProcesses);

  it.each([
    ['F8: while it reads prices: another takes over, the sleeper is fenced', 1, 'postgres'],
    ['F8: between write-ahead and chain: both send the same transaction, it lands once', 4, 'redis'],
  ] as const)('%s', RECOVERY, async (_, seq, wanted) => {
    // Slots long enough that a transaction does not expire meanwhile.
    const opened = await World.open(isAvailable(wanted) ? wanted : 'postgres', { SIM_SLOT_MS: '100' });
    world = opened;
    const front = await opened.start('api,chain');
    // Slow calls to the chain leave time to stop it between two steps.
    const sleeper = await opened.start('worker', { SIM_LATENCY_MS: '800' });
    const orderId = (await place(front.url, 'frozen'))?.body['orderId'] as string;
    const life = persist(() => front.url, orderId);
    await vi.waitFor(async () => {
      const [row] = await opened.query('SELECT last_seq, claims_without_progress AS claims FROM orders');
      expect(row).toEqual({ last_seq: seq, claims: seq === 1 ? 1 : 0 });
    }, RECOVERY);
    sleeper.child.kill('SIGSTOP');
    const other = await opened.start('worker');
    const { frames } = await life;
    expect(frames.at(-1)).toMatchObject({ status: 'confirmed', attempt: 1 });
    const [before] = await opened.query('SELECT epoch, updated_at FROM orders');

    sleeper.child.kill('SIGCONT');
    await vi.waitFor(() => expect(sleeper.output()).toContain('fenced: order'), RECOVERY);
    expect(isWhole(await life)).toBe(true);
    expect(await opened.query('SELECT epoch, updated_at FROM orders')).toEqual([before]);
    expect(await opened.landings(orderId)).toEqual({ landed: 1, waiting: 0 });
    expect(await opened.faults()).toEqual([]);
    expect(await other.end('SIGTERM')).toBe(0);
  });
});
