import type { EventData, OrderEvent, OrderEventKind } from './order-event.js';
import { STATUS_AFTER } from './order-event.js';
import type { OrderStatus } from './order-status.js';

export type MessageEvent = 'job:waiting' | 'job:progress' | 'job:retrying' | 'job:completed' | 'job:failed';

/** An event as clients see it, the same on REST and on sockets. */
export interface OrderMessage {
  readonly event: MessageEvent;
  readonly orderId: string;
  readonly jobId: string;
  readonly seq: number;
  readonly status: OrderStatus;
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly message: string;
  readonly data: EventData;
}

const MESSAGE_EVENT: Readonly<Record<OrderEventKind, MessageEvent>> = {
  staged: 'job:waiting',
  routed: 'job:progress',
  built: 'job:progress',
  submitted: 'job:progress',
  confirmed: 'job:completed',
  retrying: 'job:retrying',
  failed: 'job:failed',
  cancelled: 'job:failed',
  expired: 'job:failed',
};

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '?');

const SENTENCE: Readonly<Record<OrderEventKind, (data: EventData) => string>> = {
  staged: (d) => `sell ${text(d['amount'])} ${text(d['fromToken'])} for ${text(d['toToken'])}`,
  routed: (d) => {
    const quotes = Array.isArray(d['quotes']) ? d['quotes'].length : 0;
    return `compared ${quotes} ${quotes === 1 ? 'venue' : 'venues'}`;
  },
  built: (d) => `at least ${text(d['minAmountOut'])} ${text(d['toToken'])}`,
  submitted: (d) => `sent, valid until slot ${text(d['lastValidSlot'])}`,
  confirmed: (d) => `got ${text(d['amountOut'])} ${text(d['toToken'])} in slot ${text(d['slot'])}`,
  retrying: (d) => `${text(d['reason'])}; trying again in ${text(d['delayMs'])} ms`,
  failed: (d) => text(d['reason']),
  cancelled: (d) => text(d['reason']),
  expired: (d) => text(d['reason']),
};

/** The public form of an event. */
export function toMessage(event: OrderEvent): OrderMessage {
  return {
    event: MESSAGE_EVENT[event.kind],
    orderId: event.orderId,
    jobId: event.orderId,
    seq: event.seq,
    status: STATUS_AFTER[event.kind],
    attempt: event.attempt,
    at: new Date(event.at).toISOString(),
    message: SENTENCE[event.kind](event.data),
    data: event.data,
  };
}
