import { groupDigits } from './group-digits.js';

describe('groupDigits', () => {
  it.each([
    ['got 405320.606817 USDC in slot 1136', 'got 405,320.606817 USDC in slot 1136'],
    ['sell 2500 SOL for USDC', 'sell 2,500 SOL for USDC'],
    ['at least 0.123456 SOL', 'at least 0.123456 SOL'],
    ['12345678901234567890 BONK', '12,345,678,901,234,567,890 BONK'],
    ['sent, valid until slot 1284', 'sent, valid until slot 1284'],
  ])('%s', (sentence, grouped) => {
    expect(groupDigits(sentence)).toBe(grouped);
  });
});
