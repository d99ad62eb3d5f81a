import type { OrderEvent, OrderStatus } from '../../client/index.js';

/** One event of an order with the times that lead to it. */
export interface LifeStep {
  readonly event: OrderEvent;
  /** Since the event before, ms; null for the first. */
  readonly sincePreviousMs: number | null;
  readonly sinceStartMs: number;
  /** Whether it is where an attempt after the first begins. */
  readonly newAttempt: boolean;
}

/** How long an order stayed in a status; `ms` is null for the one it is in now. */
export interface StageSpan {
  readonly status: OrderStatus;
  readonly seq: number;
  readonly ms: number | null;
}

export interface OrderLife {
  readonly steps: readonly LifeStep[];
  readonly spans: readonly StageSpan[];
  readonly totalMs: number;
}

/** What a timeline shows of an order's events, which come in order and without gaps. */
export function orderLife(events: readonly OrderEvent[]): OrderLife {
  const at = events.map((event) => Date.parse(event.at));
  const start = at[0] ?? 0;
  const steps = events.map((event, n) => ({
    event,
    sincePreviousMs: n === 0 ? null : (at[n] ?? 0) - (at[n - 1] ?? 0),
    sinceStartMs: (at[n] ?? 0) - start,
    newAttempt: event.attempt > 1 && event.attempt > (events[n - 1]?.attempt ?? 0),
  }));
  const spans = events
    .filter((_, n) => n < events.length - 1 || !ENDED.has(events[n]!.status))
    .map((event, n) => ({
      status: event.status,
      seq: event.seq,
      ms: n + 1 < at.length ? (at[n + 1] ?? 0) - (at[n] ?? 0) : null,
    }));
  return { steps, spans, totalMs: (at.at(-1) ?? start) - start };
}

const ENDED: ReadonlySet<OrderStatus> = new Set(['confirmed', 'failed', 'cancelled', 'expired']);
