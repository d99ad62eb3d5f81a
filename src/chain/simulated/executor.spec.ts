import { beforeAll, describe, expect, it } from 'vitest';
import { venueOf } from '../../venues/registry.js';
import type { Leg, TransactionRequest } from '../chain.js';
import { execute, type Execution } from './executor.js';
import type { SimPool } from './sim-pool.js';
import { startMarket } from './start-market.js';

const NOW = 1_767_225_600;
const SOL = 1_000_000_000n;

describe('executing a transaction', () => {
  let pools: Map<string, SimPool>;
  let solUsdc: SimPool;
  let jupUsdc: SimPool;
  let rayUsdc: SimPool;
  const wallet = new Map([['SOL', 10n * SOL]]);

  beforeAll(() => {
    const market = startMarket('executor');
    pools = new Map(market.map((pool) => [pool.id, pool]));
    const find = (pair: string): SimPool => market.find(({ tokens }) => tokens.join('/') === pair) as SimPool;
    [solUsdc, jupUsdc, rayUsdc] = [find('SOL/USDC'), find('JUP/USDC'), find('RAY/USDC')];
  });

  function leg(pool: SimPool, fromToken: string, toToken: string, amountIn: bigint): Leg {
    return { pool: pool.id, venue: pool.venue, fromToken, toToken, amountIn };
  }

  function run(fields: Partial<TransactionRequest> & Pick<TransactionRequest, 'legs'>): Execution {
    const request = { clientRef: 'r', owner: 'o', fromToken: 'SOL', toToken: 'USDC', amountIn: SOL, minAmountOut: 1n };
    return execute((id) => pools.get(id), wallet, { ...request, ...fields }, NOW);
  }

  function landed(execution: Execution): Extract<Execution, { ok: true }> {
    if (!execution.ok) throw new Error(execution.reason);
    return execution;
  }

  it('gives exactly what the venue gives', () => {
    const quote = venueOf(solUsdc.venue).quote(solUsdc.state, { aToB: true, amountIn: SOL, now: NOW });
    const { amountIn, amountOut, legs } = landed(run({ legs: [leg(solUsdc, 'SOL', 'USDC', SOL)] }));
    expect(quote).toMatchObject({ amountIn, amountOut });
    expect(legs[0]?.before).toBe(solUsdc);
    expect(pools.get(solUsdc.id)).toBe(solUsdc);
  });

  it('lets a second leg on a pool meet what the first left', () => {
    const half = leg(solUsdc, 'SOL', 'USDC', SOL / 2n);
    const { legs } = landed(run({ legs: [half, half] }));
    expect(legs[1]?.before).toBe(legs[0]?.after);
    expect(legs[1]!.fill.amountOut).toBeLessThan(legs[0]!.fill.amountOut);
  });

  it.each([
    ['less', 1_000_000_000_000n],
    ['more', 1_000n],
  ])('spends all that an earlier leg bought when that is %s than quoted', (_, quoted) => {
    const legs = [leg(solUsdc, 'SOL', 'USDC', SOL), leg(jupUsdc, 'USDC', 'JUP', quoted)];
    const { legs: done, amountOut } = landed(run({ toToken: 'JUP', legs }));
    expect(done[1]!.fill.amountIn).toBe(done[0]!.fill.amountOut);
    expect(amountOut).toBe(done[1]!.fill.amountOut);
  });

  it('splits what was bought on the way as quoted, the last leg taking the rest', () => {
    const legs = [
      leg(solUsdc, 'SOL', 'USDC', SOL),
      leg(jupUsdc, 'USDC', 'JUP', 60_000_000n),
      leg(jupUsdc, 'USDC', 'JUP', 1n),
    ];
    const { legs: done } = landed(run({ toToken: 'JUP', legs }));
    expect(done[1]!.fill.amountIn).toBe(60_000_000n);
    expect(done[1]!.fill.amountIn + done[2]!.fill.amountIn).toBe(done[0]!.fill.amountOut);
  });

  it('never spends more than the transaction says', () => {
    const { amountIn } = landed(run({ legs: [leg(solUsdc, 'SOL', 'USDC', 5n * SOL)] }));
    expect(amountIn).toBe(SOL);
  });

  it('fails with the figures when the output is too small', () => {
    const execution = run({ legs: [leg(solUsdc, 'SOL', 'USDC', SOL)], minAmountOut: 200_000_000n });
    expect(execution).toMatchObject({ ok: false, code: 'SLIPPAGE_EXCEEDED' });
    expect(execution).toHaveProperty('reason', expect.stringMatching(/gives 16\d\.\d+ USDC, .* 200 USDC/));
  });

  it('fails with the figures when the wallet holds less', () => {
    const execution = run({ legs: [leg(solUsdc, 'SOL', 'USDC', 11n * SOL)], amountIn: 11n * SOL });
    expect(execution).toEqual({
      ok: false,
      code: 'INSUFFICIENT_FUNDS',
      reason: 'the wallet holds 10 SOL, the swap spends 11 SOL',
    });
  });

  it.each([
    ['an unknown pool', () => ({ ...leg(solUsdc, 'SOL', 'USDC', SOL), pool: 'nowhere' })],
    ['a pool of other tokens', () => leg(rayUsdc, 'SOL', 'USDC', SOL)],
    ['an amount that buys nothing', () => leg(solUsdc, 'SOL', 'USDC', 1n)],
    ['nothing to spend', () => leg(jupUsdc, 'USDC', 'JUP', SOL)],
  ])('fails for %s', (_, make) => {
    expect(run({ legs: [make()] })).toMatchObject({ ok: false, code: 'INSUFFICIENT_LIQUIDITY' });
  });
});
