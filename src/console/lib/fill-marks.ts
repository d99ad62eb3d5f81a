import type { Fill } from '../state/fills.js';
import { chainTimeOf } from './chain-time.js';
import type { ChainHead } from './chain-time.js';
import { formatAmount } from './format-amount.js';

/** A fill of ours at its candle. Seconds since the Unix epoch. */
export interface FillMark {
  readonly time: number;
  readonly side: 'buy' | 'sell';
  readonly text: string;
  readonly orderId: string;
}

/** Marks the fills of a pair, oldest first; of a candle with several fills on one side, one mark counts them. */
export function fillMarks(
  fills: Iterable<Fill>,
  pair: string,
  times: readonly number[],
  head: ChainHead,
): readonly FillMark[] {
  const [base, quote] = pair.split('/');
  const marks = new Map<string, { mark: FillMark; count: number }>();
  for (const fill of fills) {
    const sells = fill.fromToken === base && fill.toToken === quote;
    if (!sells && !(fill.fromToken === quote && fill.toToken === base)) continue;
    const time = candleAt(times, chainTimeOf(fill.slot, head));
    if (time === undefined) continue;
    const side = sells ? 'sell' : 'buy';
    const count = (marks.get(`${time}${side}`)?.count ?? 0) + 1;
    const amount = formatAmount(sells ? fill.amountIn : fill.amountOut, 'compact');
    const text = count > 1 ? `${count} ${side === 'sell' ? 'sold' : 'bought'}` : amount;
    marks.set(`${time}${side}`, { mark: { time, side, text, orderId: fill.orderId }, count });
  }
  return [...marks.values()].map(({ mark }) => mark).toSorted((a, b) => a.time - b.time);
}

/** The last candle that began at or before a time; the newest for what is newer than all. */
function candleAt(times: readonly number[], time: number): number | undefined {
  return times.findLast((start) => start <= time);
}
