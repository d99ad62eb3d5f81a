import { ERROR_CODES } from '../common/domain-error.js';
import type { DomainError } from '../common/domain-error.js';

/** Why the server closes a socket. */
export const CLOSE = {
  DONE: 1000,
  GOING_AWAY: 1001,
  NOT_TEXT: 1003,
  NOT_JSON: 1007,
  NOT_ALLOWED: 1008,
  TOO_BIG: 1009,
  TRY_LATER: 1013,
  BAD_QUERY: 4400,
  UNKNOWN_ORDER: 4404,
  EXPIRED: 4410,
} as const;

/** A close frame holds two bytes of code and at most this much reason. */
const MAX_REASON_BYTES = 123;

/** The close code that says the same as a domain error. */
export function closeCodeOf(error: DomainError): number {
  const status: number = ERROR_CODES[error.code].status;
  if (status === 404) return CLOSE.UNKNOWN_ORDER;
  if (status === 401 || status === 403) return CLOSE.NOT_ALLOWED;
  return status === 429 || status >= 500 ? CLOSE.TRY_LATER : CLOSE.BAD_QUERY;
}

/** A reason cut to what a close frame can hold, never inside a character. */
export function fitReason(text: string): string {
  if (Buffer.byteLength(text) <= MAX_REASON_BYTES) return text;
  let kept = '';
  let bytes = Buffer.byteLength('…');
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_REASON_BYTES) break;
    kept += character;
  }
  return `${kept}…`;
}
