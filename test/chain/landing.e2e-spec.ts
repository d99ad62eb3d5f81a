import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedChain } from '../../src/chain/simulated/simulated-chain.js';
import { transactionToJson } from '../../src/chain/simulated/transaction-json.js';
import type { Pool } from '../../src/venues/venue.js';
import { venueOf } from '../../src/venues/registry.js';
import { testDatabase } from '../support/test-database.js';
import { closeChains, openChain, type OpenChain } from './support/open-chain.js';
import { query } from './support/query.js';
import { leg, poolOf, swapOn } from './support/transactions.js';

describe('a transaction', () => {
  let open: OpenChain;
  let chain: SimulatedChain;
  let pool: Pool;

  beforeAll(async () => {
    open = await openChain(await testDatabase());
    chain = open.chain;
    pool = await poolOf(chain, 'SOL', 'USDC');
  });
  afterAll(closeChains);

  async function quoted(amountIn: bigint): Promise<bigint> {
    const { venue, state } = await poolOf(chain, 'SOL', 'USDC');
    const quote = venueOf(venue).quote(state, { aToB: true, amountIn, now: chain.head().time });
    if (!quote.ok) throw new Error(quote.reason);
    return quote.amountOut;
  }

  it('lands with what the pool gives to the last unit, and moves pool and wallet', async () => {
    const quote = venueOf(pool.venue).quote(pool.state, {
      aToB: true,
      amountIn: 1_000_000_000n,
      now: chain.head().time,
    });
    if (!quote.ok) throw new Error(quote.reason);
    const before = await chain.balances('alice');
    const transaction = chain.prepare(swapOn(pool, 'lands', { minAmountOut: quote.amountOut }));
    expect(transaction.signature).toMatch(/^[1-9A-HJ-NP-Za-km-z]{86,88}$/);
    expect(transaction.lastValidSlot).toBe(chain.head().slot + 150);

    await chain.submit(transaction);
    expect(await chain.outcome('lands')).toMatchObject({ state: 'waiting' });
    const { slot } = await chain.produceSlot();

    expect(await chain.outcome('lands')).toEqual({
      state: 'landed',
      signature: transaction.signature,
      slot,
      amountIn: 1_000_000_000n,
      amountOut: quote.amountOut,
      fills: [
        {
          pool: pool.id,
          venue: pool.venue,
          fromToken: 'SOL',
          toToken: 'USDC',
          amountIn: 1_000_000_000n,
          amountOut: quote.amountOut,
          fee: quote.fee,
          feeToken: 'SOL',
        },
      ],
    });
    const after = await chain.balances('alice');
    expect((after.get('USDC') ?? 0n) - (before.get('USDC') ?? 0n)).toBe(quote.amountOut);
    expect((before.get('SOL') ?? 0n) - (after.get('SOL') ?? 0n)).toBe(1_000_000_000n);
    expect(venueOf(pool.venue).price((await poolOf(chain, 'SOL', 'USDC')).state)).toEqual(quote.priceAfter);
  });

  it('fails for slippage when the pool moved further than accepted', async () => {
    const quote = await quoted(1_000_000_000n);
    const mover = swapOn(pool, 'mover', { owner: 'whale', amountIn: 500_000_000_000n });
    await chain.submit(chain.prepare(mover));
    await chain.submit(chain.prepare(swapOn(pool, 'slips', { minAmountOut: quote })));
    const { slot } = await chain.produceSlot();
    expect(await chain.outcome('mover')).toMatchObject({ state: 'landed', slot });
    const outcome = await chain.outcome('slips');
    expect(outcome).toMatchObject({ state: 'failed', slot, code: 'SLIPPAGE_EXCEEDED' });
    expect(outcome).toHaveProperty('reason', expect.stringMatching(/USDC/));
  });

  it('fails without a trace on the pool when the wallet holds too little', async () => {
    const { state } = await poolOf(chain, 'SOL', 'USDC');
    const amountIn = ((await chain.balances('poor')).get('SOL') ?? 0n) + 1n;
    await chain.submit(chain.prepare(swapOn(pool, 'poor', { owner: 'poor', amountIn })));
    await chain.produceSlot();
    expect(await chain.outcome('poor')).toMatchObject({ state: 'failed', code: 'INSUFFICIENT_FUNDS' });
    expect((await poolOf(chain, 'SOL', 'USDC')).state).toBe(state);
    expect((await chain.balances('poor')).get('SOL')).toBe(amountIn - 1n);
  });

  it('lands with several legs or not at all', async () => {
    const [solUsdc, jupUsdc] = [await poolOf(chain, 'SOL', 'USDC'), await poolOf(chain, 'JUP', 'USDC')];
    const request = swapOn(solUsdc, 'two-legs', { toToken: 'JUP' });
    const legs = [...request.legs, leg(jupUsdc, 'USDC', 100_000_000n)];
    await chain.submit(chain.prepare({ ...request, legs }));
    await chain.submit(
      chain.prepare({
        ...request,
        clientRef: 'half',
        legs: [...request.legs, { ...leg(jupUsdc, 'USDC', 1n), pool: 'nowhere' }],
      }),
    );
    await chain.produceSlot();
    const outcome = await chain.outcome('two-legs');
    if (outcome.state !== 'landed') throw new Error(outcome.state);
    expect(outcome.fills[1]?.amountIn).toBe(outcome.fills[0]?.amountOut);
    expect(outcome.amountOut).toBe(outcome.fills[1]?.amountOut);
    expect(await chain.outcome('half')).toMatchObject({ state: 'failed', code: 'INSUFFICIENT_LIQUIDITY' });
  });

  it('expires when it is included too late, whenever it was taken', async () => {
    const transaction = { ...chain.prepare(swapOn(pool, 'late')), lastValidSlot: chain.head().slot };
    await chain.submit(transaction);
    const { slot } = await chain.produceSlot();
    expect(await chain.outcome('late')).toEqual({ state: 'expired', slot });
    await chain.submit({ ...transaction, lastValidSlot: slot + 150 });
    await chain.produceSlot();
    expect(await chain.outcome('late')).toEqual({ state: 'expired', slot });
  });

  it('may be sent again, before and after it landed', async () => {
    const transaction = chain.prepare(swapOn(pool, 'again'));
    await Promise.all([chain.submit(transaction), chain.submit(transaction), chain.submit(transaction)]);
    await chain.submit(transaction);
    await chain.produceSlot();
    const landed = await chain.outcome('again');
    expect(landed.state).toBe('landed');
    const balances = await chain.balances('alice');

    await chain.submit(transaction);
    // As a sender's insert does that overlaps the slot's commit: it comes to wait although it has landed.
    await query(open, `INSERT INTO sim_mempool (client_ref, body) VALUES ('again', $1)`, [
      transactionToJson(transaction),
    ]);
    await chain.produceSlot();
    expect(await query(open, 'SELECT 1 FROM sim_mempool')).toEqual([]);
    expect(await chain.outcome('again')).toEqual(landed);
    expect(await chain.balances('alice')).toEqual(balances);
  });

  it('is unknown, as of the newest slot, when it was never sent', async () => {
    expect(await chain.outcome('nobody')).toEqual({ state: 'unknown', asOfSlot: chain.head().slot });
  });

  it('is waited for no longer than asked', async () => {
    await chain.submit(chain.prepare(swapOn(pool, 'patience')));
    expect(await chain.awaitOutcome('patience', 1)).toMatchObject({ state: 'waiting' });
    const abort = new AbortController();
    const waiting = chain.awaitOutcome('patience', 60_000, abort.signal);
    abort.abort();
    expect(await waiting).toMatchObject({ state: 'waiting' });
    const settled = chain.awaitOutcome('patience', 60_000);
    await chain.produceSlot();
    expect(await settled).toMatchObject({ state: 'landed' });
  });
});
