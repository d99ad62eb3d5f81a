import {
  OPEN_STATUSES,
  FINAL_STATUSES,
  CANCELLABLE_STATUSES,
  ORDER_STATUSES,
  TRANSITIONS,
  canMove,
  isFinal,
} from './order-status.js';
import { ORDER_EVENT_KINDS, STATUS_AFTER } from './order-event.js';

describe('the life of an order', () => {
  const pairs = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const));

  it.each(pairs)('decides %s → %s by the table alone', (from, to) => {
    expect(canMove(from, to)).toBe(TRANSITIONS[from].includes(to));
  });

  it('reaches every status from pending', () => {
    const reached = new Set<string>(['pending']);
    for (const status of reached) TRANSITIONS[status as keyof typeof TRANSITIONS].forEach((next) => reached.add(next));
    expect([...reached].sort()).toEqual([...ORDER_STATUSES].sort());
  });

  it('can end from every open status', () => {
    for (const status of OPEN_STATUSES) expect(canMove(status, 'failed')).toBe(true);
  });

  it('has no way out of an end', () => {
    expect(FINAL_STATUSES).toEqual(['confirmed', 'failed', 'cancelled', 'expired']);
    for (const status of FINAL_STATUSES) {
      expect(isFinal(status)).toBe(true);
      for (const to of ORDER_STATUSES) expect(canMove(status, to)).toBe(false);
    }
  });

  it('cannot be cancelled once it may have been sent', () => {
    expect(CANCELLABLE_STATUSES).toEqual(['pending', 'routing', 'building']);
  });

  it('has an event for every status, and a legal move for every event but the first', () => {
    expect(new Set(Object.values(STATUS_AFTER))).toEqual(new Set(ORDER_STATUSES));
    for (const kind of ORDER_EVENT_KINDS.filter((k) => k !== 'staged')) {
      expect(ORDER_STATUSES.some((from) => canMove(from, STATUS_AFTER[kind]))).toBe(true);
    }
  });
});
