import type { Order } from '../../client/index.js';
import { mergePage } from './merge-page.js';

const order = (orderId: string, lastSeq = 1): Order => ({ orderId, lastSeq }) as Order;

describe('a fresh page beside what is shown', () => {
  it('gives what is newer, and newer states of what is shown', () => {
    const shown = [order('c'), order('b', 5), order('a')];
    const { rows, arrived, hasHole } = mergePage(shown, [order('d'), order('c', 2), order('b', 4)], false);
    expect(arrived).toEqual([order('d')]);
    expect(rows).toEqual([order('c', 2), order('b', 5), order('a')]);
    expect(hasHole).toBe(false);
  });

  it('drops what is not there any more, as when the engine came back with another database', () => {
    expect(mergePage([order('b'), order('a')], [], true).rows).toEqual([]);
    expect(mergePage([order('d'), order('c'), order('b'), order('a')], [order('d'), order('b')], false).rows).toEqual([
      order('d'),
      order('b'),
      order('a'),
    ]);
  });

  it('has a hole when nothing of it is shown yet, unless it is the whole list', () => {
    expect(mergePage([order('a')], [order('d'), order('c')], false).hasHole).toBe(true);
    expect(mergePage([order('a')], [order('d'), order('a')], true).hasHole).toBe(false);
  });
});
