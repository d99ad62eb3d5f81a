import { DomainError, faultyFields } from '../common/domain-error.js';
import type { FieldError } from '../common/domain-error.js';
import { isUuid } from '../common/ids.js';
import { parseJson } from '../common/json.js';
import type { FrameId } from './answers.js';

/** What a client sends on the feed socket. `data` is still unchecked. */
export interface Frame {
  readonly id?: FrameId;
  readonly event: string;
  readonly data: unknown;
}

export type ReadFrame = { readonly frame: Frame } | { readonly id?: FrameId; readonly fault: DomainError };

const MAX_ID_LENGTH = 64;

/** Reads a text frame. @throws SyntaxError when it is no JSON. */
export function readFrame(text: string): ReadFrame {
  const value = parseJson(text);
  if (!isObject(value)) return { fault: invalid('', 'a frame must be an object: {"id"?, "event", "data"}') };
  const { id, event, data } = value;
  if (id !== undefined && !isFrameId(id)) {
    return { fault: invalid('id', `must be a number or a string of at most ${MAX_ID_LENGTH} characters`) };
  }
  const known = id === undefined ? {} : { id };
  if (typeof event !== 'string') return { ...known, fault: invalid('event', 'must be a string') };
  return { frame: { ...known, event, data } };
}

/** What `subscribe` takes. */
export interface SubscribeData {
  readonly orderId: string;
  readonly lastSeq: number;
  readonly watch: boolean;
}

/** @throws DomainError VALIDATION_FAILED with every fault. */
export function readSubscribe(data: unknown): SubscribeData {
  const { fields, faults } = readFields(data, ['orderId', 'lastSeq', 'watch']);
  const { orderId, lastSeq = 0, watch = false } = fields;
  if (!isUuid(orderId)) faults.push({ field: 'orderId', message: 'must be the UUID of an order' });
  if (!isSeq(lastSeq)) faults.push({ field: 'lastSeq', message: 'must be a whole number from 0' });
  if (typeof watch !== 'boolean') faults.push({ field: 'watch', message: 'must be true or false' });
  refuseFaults(faults);
  return { orderId: (orderId as string).toLowerCase(), lastSeq: lastSeq as number, watch: watch as boolean };
}

/** The order a frame is about. @throws DomainError VALIDATION_FAILED. */
export function readOrderId(data: unknown): string {
  const { fields, faults } = readFields(data, ['orderId']);
  if (!isUuid(fields['orderId'])) faults.push({ field: 'orderId', message: 'must be the UUID of an order' });
  refuseFaults(faults);
  return (fields['orderId'] as string).toLowerCase();
}

/** Whether `data` names nothing at all. */
export function isEmpty(data: unknown): boolean {
  return data === undefined || data === null || (isObject(data) && Object.keys(data).length === 0);
}

export function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function readFields(
  data: unknown,
  known: readonly string[],
): { fields: Readonly<Record<string, unknown>>; faults: FieldError[] } {
  if (!isObject(data)) throw invalid('data', `must be an object with ${known.join(', ')}`);
  const faults = Object.keys(data)
    .filter((field) => !known.includes(field))
    .map((field) => ({ field: field.slice(0, 100), message: `is unknown; known are ${known.join(', ')}` }));
  return { fields: data, faults };
}

function refuseFaults(faults: readonly FieldError[]): void {
  if (faults.length > 0) throw faultyFields(faults);
}

function invalid(field: string, message: string): DomainError {
  return faultyFields([{ field, message }]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFrameId(value: unknown): value is FrameId {
  return Number.isFinite(value) || (typeof value === 'string' && value.length <= MAX_ID_LENGTH);
}
