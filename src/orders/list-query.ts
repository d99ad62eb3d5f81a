import { faultyFields } from '../common/domain-error.js';
import type { FieldError } from '../common/domain-error.js';
import { TOKENS, findToken } from '../tokens/tokens.js';
import { decodeCursor } from './cursor.js';
import type { OrderFilter } from './order-reader.js';
import { ORDER_STATUSES } from './order-status.js';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;
const FIELDS: readonly string[] = ['status', 'fromToken', 'toToken', 'limit', 'cursor'];

/** Checks the query of `GET /api/orders`. @throws DomainError VALIDATION_FAILED with every fault, INVALID_CURSOR. */
export function parseListQuery(query: Readonly<Record<string, unknown>>, owner: string): OrderFilter {
  const errors: FieldError[] = [];
  const fault = (field: string, message: string): void => void errors.push({ field, message });
  for (const field of Object.keys(query)) {
    if (!FIELDS.includes(field)) fault(field.slice(0, 40), `is no filter; those are ${FIELDS.join(', ')}`);
    else if (typeof query[field] !== 'string') fault(field, 'may be given once');
  }
  const {
    status,
    fromToken,
    toToken,
    limit = String(DEFAULT_LIMIT),
    cursor,
  } = query as Record<string, string | undefined>;
  if (status !== undefined && !(ORDER_STATUSES as readonly unknown[]).includes(status)) {
    fault('status', `must be one of ${ORDER_STATUSES.join(', ')}`);
  }
  for (const [field, symbol] of Object.entries({ fromToken, toToken })) {
    if (symbol === undefined || findToken(symbol)) continue;
    fault(field, `must be one of ${TOKENS.map((token) => token.symbol).join(', ')}`);
  }
  if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > MAX_LIMIT) {
    fault('limit', `must be a whole number from 1 to ${MAX_LIMIT}`);
  }
  if (errors.length > 0) throw faultyFields(errors);
  return {
    owner,
    limit: Number(limit),
    ...(status === undefined ? {} : { status }),
    ...(fromToken === undefined ? {} : { fromToken }),
    ...(toToken === undefined ? {} : { toToken }),
    ...(cursor === undefined ? {} : { beforeId: decodeCursor(cursor) }),
  };
}
