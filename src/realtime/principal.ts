import type { IncomingMessage } from 'node:http';
import { LOCAL_OWNER } from '../orders/owner.js';

/** Whose orders a socket may see and place. */
export function principalOf(_request: IncomingMessage): string {
  return LOCAL_OWNER;
}
