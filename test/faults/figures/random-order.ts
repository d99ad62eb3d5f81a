import type { Dice } from './dice.js';
import { randomText, randomValue } from './random-value.js';

/** The fields of an order, of which some are left out, some are wrong, and some are no fields at all. */
export function randomOrder(dice: Dice): unknown {
  const order: Record<string, unknown> = { fromToken: 'SOL', toToken: 'USDC', amount: '1' };
  const faults = dice.whole(0, 3);
  for (let n = 0; n < faults; n++) {
    const field = dice.pick(['fromToken', 'toToken', 'amount', 'slippageBps', 'clientOrderId', 'type', 'quoteId']);
    const kind = dice.next();
    if (kind < 0.2) delete order[field];
    else if (kind < 0.3) order[randomText(dice)] = randomValue(dice);
    else order[field] = randomValue(dice);
  }
  return dice.next() < 0.05 ? randomValue(dice) : order;
}
