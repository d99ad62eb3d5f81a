import { dammPool } from '../venues/meteora-damm-v2/damm-pool.js';
import { dlmmPool } from '../venues/meteora-dlmm/dlmm-pool.js';
import { clmmPool } from '../venues/raydium-clmm/clmm-pool.js';
import { cpmmPool } from '../venues/raydium-cpmm/cpmm-state.js';
import type { Segment } from '../venues/segment.js';
import { venueOf } from '../venues/registry.js';
import type { Pool } from '../venues/venue.js';
import { priceImpactBps } from './best-pool.js';
import { DEPTH_IMPACTS_BPS, depthOf, sellable } from './pool-depth.js';

const NOW = 1_767_225_600;

// 160 USDC (6 decimals) per SOL (9).
const price = { numerator: 16n, denominator: 100n };
const amountB = 2_000_000_000_000n;
const around = (width: bigint) => ({
  lower: { numerator: 16n * (100n - width), denominator: 10_000n },
  upper: { numerator: 1_600n, denominator: 100n * (100n - width) },
  value: amountB,
});

const STATES: readonly (readonly [venue: string, feePpm: number, state: unknown])[] = [
  ['raydium-cpmm', 2_500, cpmmPool({ reserveA: 12_500_000_000_000n, reserveB: amountB, feePpm: 2_500n })],
  ['raydium-clmm', 400, clmmPool({ price, feePpm: 400n, tickSpacing: 1, positions: [around(10n), around(1n)] })],
  ['meteora-damm-v2', 1_000, dammPool({ price, amountB, fee: 1_000_000n })],
  [
    'meteora-dlmm',
    2_000,
    dlmmPool({ price, binStep: 10, binsEachSide: 30, value: 2n * amountB, fee: 2_000_000n, volatilityControl: 7_500n }),
  ],
];

describe('the depth of a pool', () => {
  it.each(STATES)('on %s is what quotes say, and so is the fee', (id, feePpm, state) => {
    const venue = venueOf(id);
    const pool: Pool = { id: 'p', venue: id, tokens: ['SOL', 'USDC'], state };
    const told = depthOf(pool, NOW);
    expect(told.feePpm).toBe(feePpm);
    expect(told.depth.map(({ priceImpactBps: bps }) => bps)).toEqual(DEPTH_IMPACTS_BPS);
    for (const { priceImpactBps: bound, sell } of told.depth) {
      sell.forEach((amountIn, side) => {
        const impact = (amount: bigint): number => {
          const quote = venue.quote(state, { aToB: side === 0, amountIn: amount, now: NOW });
          return quote.ok ? priceImpactBps(venue.price(state), side === 0, quote) : Infinity;
        };
        expect(impact(amountIn)).toBeLessThanOrEqual(bound);
        expect(impact(amountIn + amountIn / 200n)).toBeGreaterThanOrEqual(bound);
      });
    }
  });

  it('ends with the liquidity, and begins with the first price within the bound', () => {
    const bin = (at: number): Segment => ({ kind: 'flat', price: at, feeIn: 0.5, feeOut: 0, maxIn: 100n });
    expect(sellable([bin(2), bin(1.99)], 2, 100)).toBe(200n);
    expect(sellable([bin(2), bin(1.97)], 2, 100)).toBe(200n);
    expect(sellable([bin(2), bin(1.9)], 2, 100)).toSatisfy((sold: bigint) => sold === 124n || sold === 125n);
    expect(sellable([bin(1.9)], 2, 100)).toBe(0n);
    expect(sellable([], 2, 100)).toBe(0n);
  });
});
