import { addDecimals } from './add-decimals.js';

describe('addDecimals', () => {
  it.each([
    ['0', '0', '0'],
    ['0', '0.0004', '0.0004'],
    ['3.508441873', '11.901257934', '15.409699807'],
    ['0.5', '0.5', '1'],
    ['1', '99', '100'],
    ['12345678901234567890.1', '0.000000001', '12345678901234567890.100000001'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(addDecimals(a, b)).toBe(sum);
    expect(addDecimals(b, a)).toBe(sum);
  });
});
