import { describe, expect, it } from 'vitest';
import { segmentOutput, type Segment } from '../../venues/segment.js';
import { bestCycleInput } from './cycle-input.js';

const product = (x: number, y: number, feeIn = 0.0025, maxIn = 10n ** 30n): Segment => {
  return { kind: 'product', x, y, feeIn, feeOut: 0, maxIn };
};
const flat = (price: number, maxIn: bigint, feeOut = 0.001): Segment => {
  return { kind: 'flat', price, feeIn: 0, feeOut, maxIn };
};

/** What a cycle leaves over. Segments must be long enough for the input. */
function profit(legs: readonly (readonly Segment[])[], input: number): number {
  let amount = input;
  for (const segments of legs) {
    let [left, bought] = [amount, 0];
    for (const segment of segments) {
      const part = Math.min(left, Number(segment.maxIn));
      bought += segmentOutput(segment, part);
      left -= part;
    }
    amount = left > 1e-6 ? 0 : bought;
  }
  return amount - input;
}

describe('the best input of a cycle', () => {
  const cases: Record<string, Segment[][]> = {
    'two constant products': [[product(1e12, 5e9)], [product(5e9, 1.02e12)]],
    'three pools': [[product(1e12, 5e9)], [product(7e9, 9e11)], [product(9e11, 1.45e12)]],
    'a bin and a product': [[flat(0.005, 10n ** 12n)], [product(5e9, 1.02e12)]],
    'bins of falling price': [
      [flat(0.005, 10n ** 9n), flat(0.00499, 10n ** 9n), flat(0.00497, 10n ** 9n), flat(0.0047, 10n ** 9n)],
      [product(5e9, 1.02e12, 0.0005)],
    ],
    'stretches of two ranges': [
      [product(1e12, 5e9, 0.0004, 10n ** 9n), product(4e11, 1.996e9, 0.0004)],
      [product(5e9, 1.02e12, 0.0004, 4_000_000n), product(9e9, 1.82e12, 0.0004)],
    ],
  };

  it.each(Object.entries(cases))('gains more than any other: %s', (_, legs) => {
    const best = bestCycleInput(legs);
    const most = profit(legs, best);
    expect(best).toBeGreaterThan(0);
    expect(most).toBeGreaterThan(0);
    for (const factor of [0.5, 0.9, 0.99, 1.01, 1.1, 2]) {
      expect(profit(legs, best * factor)).toBeLessThanOrEqual(most * (1 + 1e-9));
    }
  });

  it('is nothing where fees eat the gap, or a pool has nothing', () => {
    expect(bestCycleInput([[product(1e12, 5e9)], [product(5e9, 1.004e12)]])).toBe(0);
    expect(bestCycleInput([[product(1e12, 5e9)], []])).toBe(0);
  });

  it('goes no further than the liquidity', () => {
    const legs = [[flat(0.006, 1_000_000n)], [product(5e9, 1e12)]];
    expect(bestCycleInput(legs)).toBeCloseTo(1_000_000, 6);
    const bins = Array.from({ length: 100 }, () => flat(0.006, 1_000_000n));
    expect(bestCycleInput([bins, [product(5e9, 1e12)]])).toBeLessThan(20_000_000);
  });
});
