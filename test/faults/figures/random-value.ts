import type { Dice } from './dice.js';

const WORDS = ['SOL', 'USDC', 'USDT', 'BONK', 'market', 'limit', '1', '0.5', '-1', '1e3', '0', '', ' ', 'NaN', 'null'];
const NASTY = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '💥'.repeat(20),
  'x'.repeat(300),
  "'; DROP TABLE orders; --",
  '../../etc/passwd',
  '%00',
  '%',
  '__proto__',
  'constructor',
  '\r\nX: y',
  '9'.repeat(60),
  '0.' + '0'.repeat(60) + '1',
  '٣',
  '1,5',
  '+1',
  '1.',
  '.5',
];
const NUMBERS = [0, 1, -1, 0.1, 1e21, -1e21, 1e-9, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 31, 65_536];

/** Text that somebody might send: now and then what is expected, else what nobody should be surprised by. */
export function randomText(dice: Dice): string {
  const kind = dice.next();
  if (kind < 0.45) return dice.pick(WORDS);
  if (kind < 0.8) return dice.pick(NASTY);
  return String.fromCodePoint(...Array.from({ length: dice.whole(0, 12) }, () => dice.whole(1, 0xd7ff)));
}

/** Any JSON value. */
export function randomValue(dice: Dice, depth = 0): unknown {
  const kind = dice.next();
  if (kind < 0.5) return randomText(dice);
  if (kind < 0.7) return dice.pick(NUMBERS);
  if (kind < 0.8) return dice.pick([true, false, null]);
  if (depth > 2) return {};
  if (kind < 0.9) return Array.from({ length: dice.whole(0, 3) }, () => randomValue(dice, depth + 1));
  return Object.fromEntries(
    Array.from({ length: dice.whole(0, 4) }, () => [randomText(dice), randomValue(dice, depth + 1)]),
  );
}
