import type { JobsOptions } from 'bullmq';
import type { AppConfig } from '../config/app-config.js';

/** The queue contract: name, payload, job ids and options. */
export const ORDER_QUEUE = 'orders';

/** Little more than an id: everything else is read from the order's row when the job runs. */
export interface QueuePayload {
  readonly kind: 'order' | 'diagnostic';
  readonly id: string;
  /** Diagnostic jobs only: what the operator sent along. */
  readonly note?: { readonly orderId: string; readonly payload?: unknown };
}

/** A generation of its own, because a finished job keeps its id from being added again. No `:` may stand in it. */
export function orderJobId(orderId: string, generation: number): string {
  return `order-${orderId}-g${generation}`;
}

const HOUR_S = 3_600;

/** How often a job runs is decided by the order's row, not by the queue. */
const UNLIMITED = 1_000_000_000;

/** Options of every job. Retention by count costs the PostgreSQL backend a factor of four, so there it is by age alone. */
export function jobOptions(config: AppConfig): JobsOptions {
  const count = config.redis ? { count: 10_000 } : {};
  return {
    attempts: UNLIMITED,
    backoff: { type: 'stored' },
    removeOnComplete: { age: HOUR_S, ...count },
    removeOnFail: { age: 24 * HOUR_S, ...count },
  };
}
