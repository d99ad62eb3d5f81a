import { createHash } from 'node:crypto';
import { DomainError } from '../common/domain-error.js';
import { isUuid } from '../common/ids.js';

const checksum = (id: string): string => createHash('sha256').update(`cursor ${id}`).digest('base64url').slice(0, 8);

/** A position in the list, opaque to clients: continue below this id. */
export function encodeCursor(id: string): string {
  return Buffer.from(`${id}.${checksum(id)}`).toString('base64url');
}

/** @throws DomainError INVALID_CURSOR on anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [id = '', sum] = text.split('.');
  if (!isUuid(id) || sum !== checksum(id) || encodeCursor(id) !== cursor) {
    throw new DomainError(
      'INVALID_CURSOR',
      'the cursor is not one of ours; take nextCursor from a page, or leave it out',
      {
        errors: [{ field: 'cursor', message: 'must be the nextCursor of a page of this list' }],
      },
    );
  }
  return id;
}
