import { readFileSync } from 'node:fs';
import { describeVenue } from '../venue-contract.js';
import { dammFromAccount, dammPool } from './damm-pool.js';
import { MeteoraDammV2 } from './meteora-damm-v2.js';

const venue = new MeteoraDammV2();
const now = 1_760_000_000;

function account(id: string): Record<string, unknown> {
  const url = new URL(`../../../test/fixtures/meteora-damm2-${id}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

const solUsdc = account('CGPxT5d1uf9a8cKVJuZaJAU76t2EfLGbTmRbfvLLZp5j');
const pool = dammFromAccount(solUsdc);
const price = { numerator: 163n, denominator: 1000n };
const fresh = dammPool({ price, amountB: 5_000_000_000n, fee: 2_500_000n, feeMode: 'output', volatilityControl: 956n });

describeVenue(venue, [
  { label: 'SOL/USDC of mainnet', state: pool, now, most: [1n << 50n, 1n << 50n] },
  {
    label: 'AVA/USDC of mainnet, volatile when last seen',
    state: dammFromAccount(account('3u2BK3ykdjv1hAeGQwAkZMxjb4otV5yvW7g72uviCaZZ')),
    now,
    most: [1n << 64n, 1n << 64n],
    dividable: false,
  },
  { label: 'fees on the output, whole range', state: fresh, now, most: [1n << 64n, 1n << 64n] },
  {
    label: 'a narrow range',
    state: dammPool({
      price,
      range: [
        { numerator: 160n, denominator: 1000n },
        { numerator: 166n, denominator: 1000n },
      ],
      amountB: 5_000_000n,
      fee: 100_000n,
    }),
    now,
    most: [1n << 40n, 1n << 40n],
  },
]);

describe('meteora-damm-v2', () => {
  it('takes no swaps before its opening, or when it is closed', () => {
    const swap = { aToB: true, amountIn: 1_000_000n, now };
    expect(venue.quote(pool, { ...swap, now: pool.activeFrom })).toMatchObject({ ok: true });
    expect(venue.quote(pool, { ...swap, now: pool.activeFrom - 1 })).toMatchObject({ code: 'INACTIVE' });
    expect(venue.apply({ ...pool, enabled: false }, swap)).toMatchObject({ code: 'INACTIVE' });
  });

  it('refuses to pay out more than its vault holds', () => {
    expect(venue.quote({ ...pool, vaultB: 100n }, { aToB: true, amountIn: 1_000_000n, now })).toMatchObject({
      code: 'VAULT_SHORT',
    });
  });

  it('charges the stored volatility, and remembers the swap’s for the next', () => {
    const swap = { aToB: true, amountIn: 10_000_000_000n, now };
    const first = venue.apply(fresh, swap);
    const second = first.ok && venue.quote(first.state, { ...swap, amountIn: 1_000_000n, now: now + 1 });
    const calm = first.ok && venue.quote({ ...first.state, volatility: null }, { ...swap, amountIn: 1_000_000n });
    expect(first.ok && first.state.volatility).toMatchObject({ lastUpdate: now, sqrtPriceReference: fresh.sqrtPrice });
    expect(second && second.ok && calm && calm.ok && second.fee > calm.fee).toBe(true);
  });

  it('forgets volatility by and by', () => {
    const volatile = venue.apply(fresh, { aToB: true, amountIn: 10_000_000_000n, now });
    if (!volatile.ok) throw new Error(volatile.code);
    const accumulator = volatile.state.volatility?.accumulator ?? 0n;
    const afterRest = (rest: number): bigint | undefined => {
      const next = venue.apply(volatile.state, { aToB: true, amountIn: 1000n, now: now + rest });
      return next.ok ? next.state.volatility?.accumulator : undefined;
    };
    const still = venue.apply(volatile.state, { aToB: true, amountIn: 1000n, now: now + 5 });
    expect(still.ok && still.state.volatility?.lastUpdate).toBe(now);
    expect(afterRest(9)).toBe(accumulator);
    expect(afterRest(10)).toBe(accumulator / 2n);
    expect(afterRest(120)).toBe(0n);
  });

  it('refuses accounts that it cannot compute', () => {
    const state = solUsdc['state'] as Record<string, unknown>;
    const fees = state['poolFees'] as Record<string, unknown>;
    expect(() => dammFromAccount({ state: { ...state, collectFeeMode: 2 } })).toThrow('collectFeeMode 2');
    const baseFee = { baseFeeInfo: { data: `a025260000000000${'01'.repeat(24)}` } };
    expect(() => dammFromAccount({ state: { ...state, poolFees: { ...fees, baseFee } } })).toThrow('fee schedule');
  });
});
