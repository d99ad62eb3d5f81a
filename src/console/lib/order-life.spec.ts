import type { OrderEvent } from '../../client/index.js';
import { orderLife } from './order-life.js';

const event = (seq: number, status: string, ms: number, attempt = 1): OrderEvent =>
  ({ seq, status, attempt, at: new Date(ms).toISOString() }) as OrderEvent;

describe('the life of an order', () => {
  it('tells the time of each stage and of the whole', () => {
    const { steps, spans, totalMs } = orderLife([
      event(1, 'pending', 0, 0),
      event(2, 'routing', 55),
      event(3, 'confirmed', 300),
    ]);
    expect(steps.map(({ sincePreviousMs }) => sincePreviousMs)).toEqual([null, 55, 245]);
    expect(spans.map(({ status, ms }) => [status, ms])).toEqual([
      ['pending', 55],
      ['routing', 245],
    ]);
    expect(totalMs).toBe(300);
  });

  it('has no end to the stage that is on', () => {
    expect(orderLife([event(1, 'pending', 0), event(2, 'routing', 9)]).spans.at(-1)).toMatchObject({ ms: null });
  });

  it('tells where an attempt after the first begins', () => {
    const events = [
      event(1, 'pending', 0, 0),
      event(2, 'routing', 1),
      event(3, 'pending', 2),
      event(4, 'routing', 3, 2),
    ];
    expect(orderLife(events).steps.map(({ newAttempt }) => newAttempt)).toEqual([false, false, false, true]);
  });
});
