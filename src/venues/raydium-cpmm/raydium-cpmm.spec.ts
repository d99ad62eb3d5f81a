import { MAX_BASE_UNITS } from '../../common/amount.js';
import fc from 'fast-check';
import { describeVenue } from '../venue-contract.js';
import { cpmmPool } from './cpmm-state.js';
import { RaydiumCpmm } from './raydium-cpmm.js';

const venue = new RaydiumCpmm();
const pool = cpmmPool({ reserveA: 40_078_234_338_467n, reserveB: 6_553_287_145_113n, feePpm: 2500n });
const now = 1_760_000_000;

describeVenue(venue, [
  { label: 'SOL/USDC', state: pool, now, most: [1n << 64n, 1n << 64n] },
  {
    label: 'without fee, tiny',
    state: cpmmPool({ reserveA: 3n, reserveB: 1000n, feePpm: 0n }),
    now,
    most: [10_000n, 10_000n],
  },
  {
    label: 'near the end of 64 bits',
    state: cpmmPool({ reserveA: (1n << 63n) - 1n, reserveB: 7n, feePpm: 10_000n }),
    now,
    most: [1n << 64n, 1n << 64n],
  },
]);

describe('raydium-cpmm', () => {
  it('takes the fee before the swap and shares it out', () => {
    const small = cpmmPool({ reserveA: 1_000_000n, reserveB: 2_000_000n, feePpm: 2500n });
    const effect = venue.apply(small, { aToB: true, amountIn: 100_001n, now });
    expect(effect).toMatchObject({ ok: true, amountOut: 181_404n, fee: 251n, feeSide: 'in' });
    expect(effect.ok && venue.toJson(effect.state)).toEqual({
      reserveA: '1099961',
      reserveB: '1818596',
      protocolFeesA: '30',
      protocolFeesB: '0',
      fundFeesA: '10',
      fundFeesB: '0',
      tradeFeePpm: '2500',
      protocolFeePpm: '120000',
      fundFeePpm: '40000',
    });
  });

  it('refuses an output of nothing', () => {
    expect(venue.quote(pool, { aToB: true, amountIn: 1n, now })).toMatchObject({ code: 'ZERO_OUTPUT' });
    expect(venue.quote(pool, { aToB: true, amountIn: 0n, now })).toMatchObject({ code: 'ZERO_OUTPUT' });
  });

  it('finds the least input of an exact output', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.bigInt({ min: 1n, max: (pool.reserveB * 999n) / 1000n }), (aToB, amountOut) => {
        const exact = venue.quoteExactOut(pool, aToB, amountOut);
        if (!exact.ok) throw new Error(exact.code);
        const enough = venue.quote(pool, { aToB, amountIn: exact.amountIn, now });
        const less = venue.quote(pool, { aToB, amountIn: exact.amountIn - 1n, now });
        expect(enough.ok && enough.amountOut >= amountOut).toBe(true);
        expect(less.ok && less.amountOut >= amountOut).toBe(false);
      }),
    );
  });

  it('cannot sell all that it has', () => {
    expect(venue.quoteExactOut(pool, true, pool.reserveB)).toMatchObject({ code: 'OUT_OF_LIQUIDITY' });
    expect(venue.quoteExactOut(pool, true, 0n)).toMatchObject({ code: 'ZERO_OUTPUT' });
  });

  it('takes no more than a token account can hold', () => {
    const room = MAX_BASE_UNITS - venue.holdings(pool)[0];
    expect(venue.quote(pool, { aToB: true, amountIn: room, now }).ok).toBe(true);
    const refused = { code: 'OUT_OF_LIQUIDITY', maxAmountIn: room };
    expect(venue.quote(pool, { aToB: true, amountIn: room + 1n, now })).toMatchObject(refused);
    expect(venue.quoteExactOut(pool, true, pool.reserveB - 1n)).toMatchObject(refused);
  });

  it('refuses figures that no pool has', () => {
    expect(() => cpmmPool({ reserveA: 0n, reserveB: 1n, feePpm: 0n })).toThrow('reserves');
    expect(() => cpmmPool({ reserveA: 1n, reserveB: 1n, feePpm: 1_000_000n })).toThrow('tradeFeePpm');
    expect(() => cpmmPool({ reserveA: 1n, reserveB: 1n, feePpm: 1n, fundFeePpm: 900_000n })).toThrow('whole fee');
  });
});
