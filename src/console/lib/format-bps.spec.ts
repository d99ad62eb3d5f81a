import { formatBps } from './format-bps.js';

describe('formatBps', () => {
  it.each([
    [0, '0 %'],
    [1, '0.01 %'],
    [50, '0.5 %'],
    [99, '0.99 %'],
    [5_000, '50 %'],
    [585.123, '5.85 %'],
    [0.231, '0.0023 %'],
    [0.000_06, '0 %'],
    [-0.000_06, '0 %'],
    [-25.99, '-0.26 %'],
  ])('%d bps is %s', (bps, words) => {
    expect(formatBps(bps)).toBe(words);
  });
});
