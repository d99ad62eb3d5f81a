import { describe, expect, it } from 'vitest';
import { base58 } from './base58.js';
import { addressOf, signatureOf } from './keys.js';

describe('base58', () => {
  it.each([
    ['', ''],
    ['00', '1'],
    ['0000287fb4cd', '11233QC4'],
    ['48656c6c6f20576f726c6421', '2NEpo7TZRRrLZSi2U'],
    ['00'.repeat(32), '1'.repeat(32)],
  ])('writes %s as %s', (hex, text) => {
    expect(base58(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('makes signatures and addresses that depend on seed and name alone', () => {
    expect(signatureOf('1', 'order:1')).toMatch(/^[1-9A-HJ-NP-Za-km-z]{86,88}$/);
    expect(signatureOf('1', 'order:1')).toBe(signatureOf('1', 'order:1'));
    expect(signatureOf('1', 'order:1')).not.toBe(signatureOf('1', 'order:2'));
    expect(signatureOf('1', 'order:1')).not.toBe(signatureOf('2', 'order:1'));
    expect(addressOf('1', 'pool')).toHaveLength(44);
  });
});
