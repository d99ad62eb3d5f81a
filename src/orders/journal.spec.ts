import type { Clock } from '../common/clock.js';
import type { Database } from '../database/database.js';
import type { Rounds } from '../database/rounds.js';
import type { EventBus } from '../events/event-bus.js';
import { OrderJournal, Superseded } from './journal.js';
import type { OrderEvent } from './order-event.js';
import type { OrderHistory, OrderReader } from './order-reader.js';
import type { OrderRows } from './order-rows.js';
import type { Order } from './order.js';

const LOST = Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });
const before = { id: 'an-order', status: 'pending', epoch: 3, lastSeq: 1, attempt: 0, updatedAt: 1 } as Order;
const event = { kind: 'routed', attempt: 1, data: {}, at: 5 } as const;
const unchanged: OrderHistory = { order: before, events: [] };
const ours = stored({ lastSeq: 2, updatedAt: 77 }, [{ ...event, orderId: before.id, seq: 2 }]);

function stored(changes: Partial<Order>, events: OrderEvent[] = []): OrderHistory {
  return { order: { ...before, ...changes }, events };
}

/** A journal over a database that answers appends and reads as told, one after the other. */
function journalOver(appends: (Error | Date | undefined)[], reads: (Error | OrderHistory)[]) {
  const next = async <T>(answers: (Error | T)[]): Promise<T> => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer as T;
  };
  const rung: number[] = [];
  const journal = new OrderJournal(
    { submit: () => next(appends) } as unknown as Rounds,
    {} as Database,
    {} as OrderRows,
    { history: () => next(reads) } as unknown as OrderReader,
    {
      publish: (notices: readonly { seq: number }[]) => rung.push(...notices.map(({ seq }) => seq)),
    } as unknown as EventBus,
    { now: () => 5, sleep: () => Promise.resolve() } as unknown as Clock,
  );
  return { journal, rung };
}

describe('an append whose answer is lost', () => {
  it('is found stored', async () => {
    const { journal, rung } = journalOver([LOST], [ours]);
    expect(await journal.append(before, [event])).toMatchObject({ lastSeq: 2, status: 'routing', updatedAt: 77 });
    expect(rung).toEqual([2]);
  });

  it('is sent again when it was not stored', async () => {
    const { journal } = journalOver([LOST, new Date(88)], [unchanged]);
    expect(await journal.append(before, [event])).toMatchObject({ lastSeq: 2, updatedAt: 88 });
  });

  it('is ours also when the lost connection carries it out late, after we looked', async () => {
    const { journal, rung } = journalOver([LOST, undefined], [unchanged, ours]);
    expect(await journal.append(before, [event])).toMatchObject({ lastSeq: 2, updatedAt: 77 });
    expect(rung).toEqual([2]);
  });

  it('is looked for again while the database cannot be read', async () => {
    const { journal } = journalOver([LOST, LOST], [LOST, ours]);
    expect(await journal.append(before, [event])).toMatchObject({ lastSeq: 2 });
  });

  it.each([
    ['under a later epoch', stored({ epoch: 4, lastSeq: 2 }, ours.events as OrderEvent[])],
    [
      'with another event at our place',
      stored({ lastSeq: 2 }, [{ ...event, kind: 'cancelled', orderId: before.id, seq: 2 }]),
    ],
    ['further on', stored({ lastSeq: 4 })],
  ])('is void where another writer was first: %s', async (_, found) => {
    const { journal, rung } = journalOver([LOST], [found]);
    await expect(journal.append(before, [event])).rejects.toThrow(Superseded);
    expect(rung).toEqual([]);
  });
});
