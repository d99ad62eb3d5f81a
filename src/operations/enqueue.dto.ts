import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { faultyFields } from '../common/domain-error.js';
import type { FieldError } from '../common/domain-error.js';

const MAX_ORDER_ID = 64;
const MAX_PAYLOAD_BYTES = 4_096;

/** The body of `POST /enqueue`. */
export class EnqueueDto {
  @ApiProperty({
    description: 'Any text to tell the job by.',
    minLength: 1,
    maxLength: MAX_ORDER_ID,
    example: 'smoke-test-1',
  })
  orderId: string;

  @ApiPropertyOptional({ description: 'Any JSON up to 4 KiB; comes back in the events.', example: { hello: 'worker' } })
  payload?: unknown;
}

/** @throws DomainError VALIDATION_FAILED with every fault. */
export function parseDiagnostic(body: unknown): { orderId: string; payload?: unknown } {
  const errors: FieldError[] = [];
  const fault = (field: string, message: string): void => void errors.push({ field, message });
  const fields =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
  if (fields !== body) fault('', 'must be a JSON object such as {"orderId":"smoke-test-1"}');
  for (const field of Object.keys(fields)) {
    if (field !== 'orderId' && field !== 'payload')
      fault(field.slice(0, 40), 'is no field here; those are orderId, payload');
  }
  const orderId = Object.hasOwn(fields, 'orderId') ? fields['orderId'] : undefined;
  const isText = typeof orderId === 'string' && orderId.length >= 1 && orderId.length <= MAX_ORDER_ID;
  if (!isText || !orderId.isWellFormed() || /\p{Cc}/u.test(orderId)) {
    fault('orderId', `must be 1 to ${MAX_ORDER_ID} characters of text without control characters`);
  }
  const payload = fields['payload'];
  const text = JSON.stringify(payload ?? null);
  if (text.length > MAX_PAYLOAD_BYTES) fault('payload', `may have at most ${MAX_PAYLOAD_BYTES} characters of JSON`);
  // PostgreSQL, where the queue may live, stores no NUL and no half of a surrogate pair.
  if (/\\u0000|\\ud[89a-f]/i.test(text)) fault('payload', 'may hold neither \\u0000 nor unpaired surrogates');
  if (errors.length > 0) throw faultyFields(errors);
  return { orderId: orderId as string, ...(payload === undefined ? {} : { payload }) };
}
