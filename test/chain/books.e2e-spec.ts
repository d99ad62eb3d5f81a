import { afterAll, describe, expect, it } from 'vitest';
import { auditChain, auditWithin } from '../../src/chain/simulated/audit/audit.js';
import type { Finding } from '../../src/chain/simulated/audit/finding.js';
import { KeyedRandom } from '../../src/common/random.js';
import { testDatabase } from '../support/test-database.js';
import { closeChains, openChain, type OpenChain } from './support/open-chain.js';
import { dump, query } from './support/query.js';
import { swapOn } from './support/transactions.js';

/** Random swaps of some owners on all pools, the same for the same name: so many slots of so many. */
async function trade({ chain }: OpenChain, name: string, slots: number, perSlot: number): Promise<void> {
  for (let slot = 0; slot < slots; slot++) {
    const readings = await Promise.all(chain.venues().map((venue) => chain.readPools(venue, name)));
    const pools = readings.flatMap((reading) => reading.pools);
    const submissions = Array.from({ length: perSlot }, (_, n) => {
      const random = new KeyedRandom(name, slot, n);
      const pool = pools[Math.floor(random.next() * pools.length)]!;
      const fromToken = pool.tokens[random.next() < 0.5 ? 0 : 1];
      const amountIn = BigInt(Math.floor(10 ** (12 * random.next())));
      const minAmountOut = random.next() < 0.1 ? amountIn * 1_000n : 1n;
      const owner = `owner-${Math.floor(20 * random.next())}`;
      return chain.submit(
        chain.prepare(swapOn(pool, `${name}:${slot}:${n}`, { owner, fromToken, amountIn, minAmountOut })),
      );
    });
    await Promise.all(submissions);
    await chain.produceSlot();
  }
}

function wrong(findings: readonly Finding[]): string[] {
  return findings.filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`);
}

describe('the books', () => {
  afterAll(closeChains);

  it('are equal to the last digit for the same seed and the same submissions per slot', async () => {
    const dumps: string[] = [];
    for (let run = 0; run < 2; run++) {
      const open = await openChain({ ...(await testDatabase()), sim: { flow: true } });
      await trade(open, 'same', 30, 20);
      dumps.push(await dump(open));
      await open.close();
    }
    expect(dumps[0]).toContain('landed');
    expect(dumps[0]).toBe(dumps[1]);
  });

  it('balance after thousands of transactions beside other traders', async () => {
    const wallet = { SOL: '5000', USDC: '2000000', USDT: '2000000', JUP: '100000', RAY: '100000', BONK: '9000000' };
    const open = await openChain({ ...(await testDatabase()), sim: { flow: true, wallet } });
    await trade(open, 'many', 60, 60);
    const findings = await auditChain(open.dataSource);
    expect(wrong(findings)).toEqual([]);
    const states = await query<{ status: string; code: string; n: number }>(
      open,
      'SELECT status, code, count(*)::int AS n FROM sim_transactions GROUP BY status, code',
    );
    expect(states.reduce((sum, { n }) => sum + n, 0)).toBe(3_600);
    expect(new Set(states.map(({ status, code }) => code ?? status))).toEqual(
      new Set(['landed', 'SLIPPAGE_EXCEEDED', 'INSUFFICIENT_FUNDS', 'INSUFFICIENT_LIQUIDITY']),
    );
    const [trades] = await query<{ n: number }>(
      open,
      'SELECT sum(jsonb_array_length(trades))::int AS n FROM sim_slots',
    );
    expect(trades?.n).toBeGreaterThan(30);
  });

  it('show in the audit what was tampered with', async () => {
    const open = await openChain({ ...(await testDatabase()), sim: { flow: true } });
    await trade(open, 'tampered', 25, 8);
    const tampering = [
      ['created or destroyed', `UPDATE sim_balances SET amount = amount + 1 WHERE owner = 'owner-1' AND token = 'SOL'`],
      [
        'created or destroyed',
        `UPDATE sim_balances SET amount = amount - 1 WHERE owner = 'sim:traders' AND token = 'SOL'`,
      ],
      ['wallets hold', `UPDATE sim_balances SET amount = amount - 1 WHERE owner = 'owner-2' AND token = 'USDC'`],
      [
        'kept their limits',
        `UPDATE sim_transactions SET amount_out = amount_out + 1 WHERE status = 'landed' AND slot = 9`,
      ],
      ['kept their limits', `UPDATE sim_transactions SET last_valid_slot = slot - 1 WHERE slot = 10`],
      ['complete', `DELETE FROM sim_transactions WHERE slot = 20 AND position = 3`],
      ['complete', `UPDATE sim_head SET slot = slot - 1`],
      [
        'recomputes',
        `UPDATE sim_slots SET trades = jsonb_set(trades, '{0,fee}', '"1"')
         WHERE slot = (SELECT min(slot) FROM sim_slots WHERE trades <> '[]')`,
      ],
      [
        'wallets hold',
        `UPDATE sim_slots SET trades = jsonb_set(trades, '{0,amountOut}', '"1"')
         WHERE slot = (SELECT min(slot) FROM sim_slots WHERE trades <> '[]')`,
      ],
      ['recomputes', `UPDATE sim_candles SET high = high * 2`],
      ['recomputes', `UPDATE sim_candles SET open = close, close = open WHERE base = 'SOL' AND quote = 'USDC'`],
      [
        'recomputes',
        `UPDATE sim_transactions SET fills = jsonb_set(fills, '{0,fee}', '"1"') WHERE status = 'landed' AND slot = 11`,
      ],
      [
        'recomputes',
        `UPDATE sim_pools SET state = jsonb_set(state, '{reserveA}', '"12345"') WHERE venue = 'raydium-cpmm'`,
      ],
    ] as const;
    for (const [check, sql] of tampering) {
      const runner = open.dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query(sql);
      expect(wrong(await auditWithin(runner)).join('\n')).toContain(check);
      await runner.rollbackTransaction();
      await runner.release();
    }
    expect(wrong(await auditChain(open.dataSource))).toEqual([]);
  });

  it('balance after old slots were forgotten', async () => {
    const open = await openChain({ ...(await testDatabase()), sim: { flow: true, keptSlots: 10 } });
    await trade(open, 'kept', 1_005, 1);
    const [slots] = await query<{ first: number }>(open, 'SELECT min(slot)::int AS first FROM sim_slots');
    expect(slots?.first).toBeGreaterThan(990);
    expect(wrong(await auditChain(open.dataSource))).toEqual([]);
  });
});
