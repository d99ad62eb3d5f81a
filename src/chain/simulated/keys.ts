import { createHash } from 'node:crypto';
import { base58 } from './base58.js';

/** The signature of a client reference's transaction: 64 bytes in base 58, a function of seed and reference alone. */
export function signatureOf(seed: string, clientRef: string): string {
  return base58(createHash('sha512').update(`${seed}\u0000signature\u0000${clientRef}`).digest());
}

/** The address of a pool: 32 bytes in base 58 that come out as 44 characters, a function of seed and name alone. */
export function addressOf(seed: string, name: string): string {
  for (let n = 0; ; n++) {
    const address = base58(createHash('sha256').update(`${seed}\u0000pool\u0000${name}\u0000${n}`).digest());
    if (address.length === 44) return address;
  }
}
