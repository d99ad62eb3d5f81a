import type { Dice } from './dice.js';
import { randomOrder } from './random-order.js';
import { randomText, randomValue } from './random-value.js';

const EVENTS = ['execute', 'subscribe', 'unsubscribe', 'cancel', 'ping', '', '__proto__', 'constructor', 'toString'];

/** A frame for the feed's socket: mostly a command with something wrong, at times no JSON, no text or too much. */
export function randomFrame(dice: Dice, knownOrder: string): string | Buffer {
  const kind = dice.next();
  if (kind < 0.004) return Buffer.from([0, 255, 254]);
  if (kind < 0.008) return 'x'.repeat(5_000);
  if (kind < 0.02) return dice.pick(['{', 'nothing', '[1,', '']);
  if (kind < 0.1) return JSON.stringify(randomValue(dice)) ?? 'null';
  const event = dice.next() < 0.9 ? dice.pick(EVENTS) : randomText(dice);
  const orderId = dice.next() < 0.4 ? knownOrder : randomValue(dice);
  const data = event === 'execute' ? randomOrder(dice) : dice.next() < 0.8 ? { orderId } : randomValue(dice);
  const text = JSON.stringify({
    ...(dice.next() < 0.8 ? { id: dice.next() < 0.8 ? dice.whole(0, 9) : randomValue(dice) } : {}),
    event,
    ...(dice.next() < 0.95 ? { data } : {}),
  });
  return text;
}
