import fc from 'fast-check';
import { MAX_BASE_UNITS, ceilDiv, formatAmount, formatPrice, parseAmount } from './amount.js';

describe('amounts', () => {
  it('read back what they write, for every token', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_BASE_UNITS }), fc.integer({ min: 0, max: 18 }), (units, decimals) => {
        expect(parseAmount(formatAmount(units, decimals), decimals)).toBe(units);
      }),
    );
  });

  it('write the shortest exact decimal', () => {
    expect(formatAmount(1_500_000_000n, 9)).toBe('1.5');
    expect(formatAmount(0n, 6)).toBe('0');
    expect(formatAmount(-1n, 6)).toBe('-0.000001');
    expect(formatAmount(12n, 0)).toBe('12');
  });

  it('divide to prices of twelve significant digits, rounded down', () => {
    expect(formatPrice(245_377_798n, 1_500_000_000n, 6, 9)).toBe('163.585198666');
    expect(formatPrice(1n, 3n, 0, 0)).toBe('0.333333333333');
    expect(formatPrice(0n, 5n, 6, 9)).toBe('0');
    expect(formatPrice(123_456_789_012_345n, 1n, 0, 0)).toBe('123456789012345');
  });

  it('round up', () => {
    expect([ceilDiv(0n, 3n), ceilDiv(1n, 3n), ceilDiv(3n, 3n), ceilDiv(4n, 3n)]).toEqual([0n, 1n, 1n, 2n]);
  });
});
