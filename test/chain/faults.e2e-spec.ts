import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainCallError } from '../../src/chain/chain.js';
import type { Pool } from '../../src/venues/venue.js';
import { testDatabase } from '../support/test-database.js';
import { closeChains, openChain, type OpenChain } from './support/open-chain.js';
import { poolOf, swapOn } from './support/transactions.js';

describe('a faulty chain', () => {
  let open: OpenChain;
  let pool: Pool;

  beforeAll(async () => {
    open = await openChain(await testDatabase());
    pool = await poolOf(open.chain, 'SOL', 'USDC');
  });
  afterAll(closeChains);

  it('may time out although it took the transaction', async () => {
    const { chain, script } = open;
    script.next('submit', 'timeout', 'taken');
    const sending = chain.submit(chain.prepare(swapOn(pool, 'taken')));
    await expect(sending).rejects.toMatchObject({ kind: 'timeout' });
    await expect(sending).rejects.toBeInstanceOf(ChainCallError);
    await chain.produceSlot();
    expect(await chain.outcome('taken')).toMatchObject({ state: 'landed' });
  });

  it('may drop what it said it took; sending again lands it', async () => {
    const { chain, script } = open;
    script.next('submit', 'drop', 'dropped');
    const transaction = chain.prepare(swapOn(pool, 'dropped'));
    await chain.submit(transaction);
    await chain.produceSlot();
    expect(await chain.outcome('dropped')).toEqual({ state: 'unknown', asOfSlot: chain.head().slot });
    await chain.submit(transaction);
    await chain.produceSlot();
    expect(await chain.outcome('dropped')).toMatchObject({ state: 'landed' });
  });

  it('may refuse any call, without effect', async () => {
    const { chain, script } = open;
    for (const call of ['submit', 'outcome', 'readPools'] as const) script.next(call, 'error');
    await expect(chain.submit(chain.prepare(swapOn(pool, 'refused')))).rejects.toMatchObject({ kind: 'error' });
    await expect(chain.outcome('refused')).rejects.toMatchObject({ kind: 'error' });
    await expect(chain.readPools(pool.venue, 'refused')).rejects.toMatchObject({ kind: 'error' });
    expect(script.waiting).toBe(0);
    await chain.produceSlot();
    expect(await chain.outcome('refused')).toMatchObject({ state: 'unknown' });
  });

  it('lands everything once for those who resend until there is an outcome', async () => {
    const { chain, close } = await openChain({
      ...(await testDatabase()),
      sim: { manual: false, flow: true, errorRate: 0.2, timeoutRate: 0.2, dropRate: 0.2 },
    });
    let unwell = 0;
    const send = async (n: number): Promise<string> => {
      const transaction = chain.prepare(swapOn(pool, `stubborn:${n}`, { owner: `o${n % 5}` }));
      for (;;) {
        try {
          await chain.submit(transaction);
          const outcome = await chain.awaitOutcome(transaction.clientRef, 100);
          if (outcome.state === 'landed') return outcome.signature;
        } catch (error) {
          if (!(error instanceof ChainCallError)) throw error;
          unwell++;
        }
      }
    };
    const signatures = await Promise.all(Array.from({ length: 200 }, (_, n) => send(n)));
    expect(new Set(signatures).size).toBe(200);
    expect(unwell).toBeGreaterThan(50);
    await close();
  });
});
