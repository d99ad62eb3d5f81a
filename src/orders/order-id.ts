import { DomainError } from '../common/domain-error.js';
import { isUuid } from '../common/ids.js';

/** An order id from a client, in the spelling we store. @throws DomainError VALIDATION_FAILED when it is no UUID. */
export function orderIdOf(text: string): string {
  if (isUuid(text)) return text.toLowerCase();
  throw new DomainError('VALIDATION_FAILED', 'the order id must be a UUID', {
    errors: [{ field: 'orderId', message: 'must be a UUID such as 019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708' }],
  });
}
