import fc from 'fast-check';
import { MAX_TICK, MIN_TICK, sqrtPriceAtTick, tickAtSqrtPrice } from './clmm-ticks.js';

describe('ticks of raydium-clmm', () => {
  it('has the program’s prices at the ends and in the middle', () => {
    expect(sqrtPriceAtTick(MIN_TICK)).toBe(4_295_048_016n);
    expect(sqrtPriceAtTick(0)).toBe(1n << 64n);
    expect(sqrtPriceAtTick(MAX_TICK)).toBe(79_226_673_521_066_979_257_578_248_091n);
  });

  it('finds the tick of every price', () => {
    fc.assert(
      fc.property(fc.integer({ min: MIN_TICK, max: MAX_TICK - 1 }), fc.nat({ max: 1000 }), (tick, permille) => {
        const lower = sqrtPriceAtTick(tick);
        const upper = sqrtPriceAtTick(tick + 1);
        expect(upper).toBeGreaterThan(lower);
        expect(Number(lower) / 2 ** 64 / 1.0001 ** (tick / 2)).toBeCloseTo(1, 8);
        expect(tickAtSqrtPrice(lower + ((upper - lower - 1n) * BigInt(permille)) / 1000n)).toBe(tick);
      }),
    );
  });
});
