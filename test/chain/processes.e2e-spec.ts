import { afterEach, describe, expect, it } from 'vitest';
import { auditChain } from '../../src/chain/simulated/audit/audit.js';
import { testDatabase } from '../support/test-database.js';
import { eventually } from './support/eventually.js';
import { closeChains, openChain } from './support/open-chain.js';
import { query } from './support/query.js';
import { poolOf, swapOn } from './support/transactions.js';

describe('several processes on one chain', () => {
  afterEach(closeChains);

  it('make one market', async () => {
    const { url } = await testDatabase();
    await openChain({ url });
    const [one, other] = await Promise.all([openChain({ url }), openChain({ url, sim: { seed: 'another' } })]);
    const pool = await poolOf(one.chain, 'SOL', 'USDC');
    expect(await poolOf(other.chain, 'SOL', 'USDC')).toEqual(pool);
  });

  it('follow one leader, until its lease lapses', async () => {
    const { url } = await testDatabase();
    const [one, other] = [await openChain({ url }), await openChain({ url })];
    const pool = await poolOf(one.chain, 'SOL', 'USDC');
    await one.chain.produceSlot();
    await expect(other.chain.produceSlot()).rejects.toThrow('another process makes the slots');
    await other.chain.submit(other.chain.prepare(swapOn(pool, 'by-one')));
    await one.chain.produceSlot();
    expect(await other.chain.outcome('by-one')).toMatchObject({ state: 'landed', slot: 2 });

    await query(one, `UPDATE sim_head SET until = clock_timestamp()`);
    await other.chain.submit(other.chain.prepare(swapOn(pool, 'by-other')));
    await other.chain.produceSlot();
    expect(await one.chain.outcome('by-other')).toMatchObject({ state: 'landed', slot: 3 });
    // The old leader's working copy is of no use any more; it must not be able to write from it.
    await one.chain.submit(one.chain.prepare(swapOn(pool, 'by-neither')));
    await expect(one.chain.produceSlot()).rejects.toThrow('another process makes the slots');
    expect(await one.chain.outcome('by-neither')).toMatchObject({ state: 'waiting' });
    await other.chain.produceSlot();
    expect(await one.chain.outcome('by-neither')).toMatchObject({ state: 'landed', slot: 4 });
    for (const finding of await auditChain(one.dataSource)) expect(finding).toMatchObject({ ok: true });
  });

  it('go on from what is committed when a commit fails', async () => {
    const { url } = await testDatabase();
    const open = await openChain({ url });
    const { chain } = open;
    const pool = await poolOf(chain, 'SOL', 'USDC');
    await chain.submit(chain.prepare(swapOn(pool, 'first')));
    await chain.produceSlot();

    await chain.submit(chain.prepare(swapOn(pool, 'second')));
    await query(open, `ALTER TABLE sim_slots ADD CONSTRAINT broken CHECK (slot < 2)`);
    const { state } = await poolOf(chain, 'SOL', 'USDC');
    await expect(chain.produceSlot()).rejects.toThrow('broken');
    expect((await poolOf(chain, 'SOL', 'USDC')).state).toEqual(state);
    await query(open, `ALTER TABLE sim_slots DROP CONSTRAINT broken`);
    await chain.produceSlot();
    expect(await chain.outcome('second')).toMatchObject({ state: 'landed', slot: 2 });
    for (const finding of await auditChain(open.dataSource)) expect(finding).toMatchObject({ ok: true });
  });

  it.each([0, 20])('survive cut connections (slots of %i ms)', async (slotMs) => {
    const { url } = await testDatabase();
    const leader = await openChain({ url, sim: { manual: false, flow: true, slotMs } });
    const client = await openChain({ url, roles: ['api'], sim: { manual: false, slotMs } });
    const pool = await poolOf(client.chain, 'SOL', 'USDC');
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    for (let round = 0; round < 5; round++) {
      const transaction = client.chain.prepare(swapOn(pool, `cut:${round}`));
      const cutting = query(client, cut).catch(() => undefined);
      await eventually('a landing', async () => {
        try {
          await client.chain.submit(transaction);
          return (await client.chain.awaitOutcome(transaction.clientRef, 200)).state === 'landed';
        } catch {
          return false;
        }
      });
      await cutting;
    }
    await eventually('a bell', () => leader.doorbell.connected() && client.doorbell.connected());
    for (const finding of await auditChain(leader.dataSource)) expect(finding).toMatchObject({ ok: true });
  });

  it('show landings, slots and pools where no slot is made', async () => {
    const { url } = await testDatabase();
    await openChain({ url, sim: { manual: false } });
    const { chain } = await openChain({ url, roles: ['api', 'worker'], sim: { manual: false } });
    const pool = await poolOf(chain, 'SOL', 'USDC');
    const slots: number[] = [];
    const stop = chain.onSlot(({ slot }) => slots.push(slot));
    const refs = Array.from({ length: 20 }, (_, n) => `far:${n}`);
    const outcomes = await Promise.all(
      refs.map(async (ref) => {
        await chain.submit(chain.prepare(swapOn(pool, ref)));
        return chain.awaitOutcome(ref, 10_000);
      }),
    );
    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['landed']));
    // An outcome may be known here before its slot is.
    await vi.waitFor(() => expect(slots.length).toBeGreaterThan(0), 30_000);
    stop();
    await vi.waitFor(async () => expect((await poolOf(chain, 'SOL', 'USDC')).state).not.toEqual(pool.state), 30_000);

    const { slot } = chain.head();
    expect((await chain.awaitSlot(slot + 3, 10_000)).slot).toBeGreaterThanOrEqual(slot + 3);
  });

  it('hand the lead over when the leader shuts down', async () => {
    const { url } = await testDatabase();
    const leader = await openChain({ url, sim: { manual: false, slotMs: 20 } });
    const standBy = await openChain({ url, sim: { manual: false, slotMs: 20 } });
    const slot = leader.chain.head().slot + 3;
    expect((await standBy.chain.awaitSlot(slot, 10_000)).slot).toBeGreaterThanOrEqual(slot);
    await leader.close();
    const { slot: last } = leader.chain.head();
    expect((await standBy.chain.awaitSlot(last + 3, 10_000)).slot).toBeGreaterThanOrEqual(last + 3);
  });

  it('keep quiet where nothing waits and slots come with transactions', async () => {
    const { chain } = await openChain({ ...(await testDatabase()), sim: { manual: false, flow: true } });
    await chain.awaitSlot(2, 10_000);
    const { slot } = chain.head();
    await chain.balances('nobody');
    expect(chain.head().slot - slot).toBeLessThanOrEqual(1);
  });
});
