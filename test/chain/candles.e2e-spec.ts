import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditChain, auditWithin } from '../../src/chain/simulated/audit/audit.js';
import { CANDLE_INTERVALS, type Candle, type CandleInterval } from '../../src/chain/candles.js';
import { venueOf } from '../../src/venues/registry.js';
import type { Pool } from '../../src/venues/venue.js';
import { testDatabase } from '../support/test-database.js';
import { closeChains, openChain, type OpenChain } from './support/open-chain.js';
import { dump, query } from './support/query.js';
import { poolOf, swapOn } from './support/transactions.js';

const GENESIS = Date.parse('2026-01-01T00:00:00Z') / 1_000;
const SOL_USDC = { base: 'SOL', quote: 'USDC' };

/** Whole USDC per whole SOL. */
function priceOf({ venue, state }: Pool): number {
  const { numerator, denominator } = venueOf(venue).price(state);
  return (Number(numerator) / Number(denominator)) * 1_000;
}

async function audited({ dataSource }: OpenChain): Promise<void> {
  for (const finding of await auditChain(dataSource)) expect(finding).toMatchObject({ ok: true });
}

describe('candles', () => {
  afterAll(closeChains);

  it('tell what was traded, minute by minute, in either direction', async () => {
    const open = await openChain({ ...(await testDatabase()), sim: { slotMs: 30_000 } });
    const { chain, candles } = open;
    let refs = 0;
    /** Prices after each of some swaps of SOL and USDC, one slot each. */
    const trade = async (...amounts: readonly number[]): Promise<number[]> => {
      const prices: number[] = [];
      for (const amount of amounts) {
        const pool = await poolOf(chain, 'SOL', 'USDC');
        const [fromToken, amountIn] =
          amount > 0 ? ['SOL', BigInt(amount) * 10n ** 9n] : ['USDC', BigInt(-amount) * 10n ** 6n];
        await chain.submit(chain.prepare(swapOn(pool, `t:${refs++}`, { fromToken, amountIn })));
        await chain.produceSlot();
        prices.push(priceOf(await poolOf(chain, 'SOL', 'USDC')));
      }
      return prices;
    };

    const [first] = (await trade(100)) as [number];
    const [second, third] = (await trade(-50_000, 20)) as [number, number];
    // Nothing is traded in the next minute.
    await chain.produceSlot();
    await chain.produceSlot();
    await trade(1);

    const minutes = await candles.candles({ ...SOL_USDC, interval: '1m', limit: 10 });
    expect(minutes.map(({ time, trades }) => [time - GENESIS, trades])).toEqual([
      [0, 1],
      [60, 2],
      [180, 1],
    ]);
    const [zero, one] = minutes as [Candle, Candle];
    expect([zero.open, zero.high, zero.low, zero.close].map(Number)).toEqual(Array(4).fill(expect.closeTo(first, 6)));
    expect(zero.volume).toBe(100_000_000_000n);
    expect([one.open, one.high, one.low, one.close].map(Number)).toEqual(
      [second, second, third, third].map((price) => expect.closeTo(price, 6)),
    );

    const inverse = (await candles.candles({ base: 'USDC', quote: 'SOL', interval: '1m', limit: 10 })) as Candle[];
    expect(inverse.map(({ time }) => time)).toEqual(minutes.map(({ time }) => time));
    expect([inverse[1]!.open, inverse[1]!.high, inverse[1]!.low].map(Number)).toEqual(
      [1 / second, 1 / third, 1 / second].map((price) => expect.closeTo(price, 12)),
    );
    expect(inverse[1]!.volume).toBeGreaterThan(53_000_000_000n);
    expect(inverse[1]!.volume).toBeLessThan(53_500_000_000n);
    expect(await candles.candles({ base: 'JUP', quote: 'SOL', interval: '1m', limit: 10 })).toEqual([]);
    await audited(open);
  });

  describe('over hours with other traders', () => {
    let open: OpenChain;

    beforeAll(async () => {
      open = await openChain({ ...(await testDatabase()), sim: { slotMs: 20_000, flow: true, keptSlots: 20 } });
      for (let slot = 0; slot < 400; slot++) await open.chain.produceSlot();
    });

    it('add up from minutes to days, the minute under way included', async () => {
      const all = async (interval: CandleInterval) => open.candles.candles({ ...SOL_USDC, interval, limit: 1_000 });
      const minutes = await all('1m');
      expect(minutes.length).toBeGreaterThan(60);
      for (const interval of ['5m', '15m', '1h', '1d'] as const) {
        const seconds = CANDLE_INTERVALS[interval];
        const groups = new Map<number, Candle[]>();
        for (const minute of minutes) {
          const time = minute.time - (minute.time % seconds);
          groups.set(time, [...(groups.get(time) ?? []), minute]);
        }
        const expected = [...groups].map(([time, group]) => ({
          time,
          open: group[0]!.open,
          high: group.map(({ high }) => high).reduce((a, b) => (Number(a) >= Number(b) ? a : b)),
          low: group.map(({ low }) => low).reduce((a, b) => (Number(a) <= Number(b) ? a : b)),
          close: group.at(-1)!.close,
          volume: group.reduce((sum, { volume }) => sum + volume, 0n),
          trades: group.reduce((sum, { trades }) => sum + trades, 0),
        }));
        expect(await all(interval)).toEqual(expected);
      }
    });

    it('are answered newest first in pages, oldest first in each', async () => {
      const all = await open.candles.candles({ ...SOL_USDC, interval: '5m', limit: 1_000 });
      const pages: Candle[] = [];
      for (let before: number | undefined; ;) {
        const page = await open.candles.candles({
          ...SOL_USDC,
          interval: '5m',
          limit: 7,
          ...(before ? { before } : {}),
        });
        if (page.length === 0) break;
        pages.unshift(...page);
        before = page[0]!.time;
      }
      expect(pages).toEqual(all);
    });

    it('outlive their slots, and the audit sees what is tampered with', async () => {
      await open.dataSource.query('DELETE FROM sim_slots WHERE slot <= 300');
      await open.dataSource.query('UPDATE sim_head SET pruned_slot = 300');
      await audited(open);
      for (const sql of [
        'UPDATE sim_candles SET volume = volume + 1 WHERE seconds = 60',
        'UPDATE sim_candles SET close = close * 2 WHERE seconds = 3600',
        'DELETE FROM sim_candles WHERE seconds = 900',
      ]) {
        const runner = open.dataSource.createQueryRunner();
        await runner.startTransaction();
        await runner.query(sql);
        const wrong = (await auditWithin(runner)).filter(({ ok }) => !ok);
        expect(wrong.map(({ check }) => check)).toEqual(['candles are what was swapped']);
        await runner.rollbackTransaction();
        await runner.release();
      }
    });
  });

  it('are the same to the last digit for one seed, whoever leads and however often that changes', async () => {
    const dumps: string[] = [];
    for (const leaders of [1, 3]) {
      const { url } = await testDatabase();
      const sim = { slotMs: 5_000, flow: true };
      for (let leader = 0; leader < leaders; leader++) {
        const open = await openChain({ url, sim });
        for (let slot = 0; slot < 240 / leaders; slot++) await open.chain.produceSlot();
        await audited(open);
        if (leader === leaders - 1) dumps.push(await dump(open));
        await open.close();
      }
    }
    expect(dumps[0]).toContain('SOL');
    expect(dumps[0]).toBe(dumps[1]);
  });

  it('do not count a slot whose commit failed', async () => {
    const open = await openChain(await testDatabase());
    const pool = await poolOf(open.chain, 'SOL', 'USDC');
    await query(open, 'ALTER TABLE sim_candles ADD CONSTRAINT broken CHECK (trades < 1)');
    await open.chain.submit(open.chain.prepare(swapOn(pool, 'again')));
    await expect(open.chain.produceSlot()).rejects.toThrow('broken');
    await query(open, 'ALTER TABLE sim_candles DROP CONSTRAINT broken');
    await open.chain.produceSlot();
    const minutes = await open.candles.candles({ ...SOL_USDC, interval: '1d', limit: 1 });
    expect(minutes).toMatchObject([{ time: GENESIS, trades: 1, volume: 1_000_000_000n }]);
    await audited(open);
  });
});
