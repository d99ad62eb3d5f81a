import { leastOutput } from './least-output.js';

describe('the least output', () => {
  it.each([
    ['163.528553', 50, 6, '162.71091'],
    ['0.000001', 1, 6, '0'],
    ['100', 0, 9, '100'],
    ['18446744073709.551615', 5_000, 6, '9223372036854.775807'],
  ])('of %s at %i bps with %i decimals is %s', (quoted, bps, decimals, least) => {
    expect(leastOutput(quoted, bps, decimals)).toBe(least);
  });
});
