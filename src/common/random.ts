import { createHash } from 'node:crypto';

/** Randomness by injection. */
export abstract class RandomSource {
  /** Uniform in [0, 1). */
  abstract next(): number;
}

export class SystemRandom extends RandomSource {
  next(): number {
    return Math.random();
  }
}

/**
 * A stream of draws that depends on its key alone, never on when or in which order streams are made:
 * xoshiro128** (Blackman and Vigna, 2018) seeded with SHA-256 of the key.
 */
export class KeyedRandom extends RandomSource {
  private readonly s: Uint32Array;

  constructor(...key: readonly (string | number | bigint)[]) {
    super();
    const hash = createHash('sha256').update(key.join('\u0000')).digest();
    this.s = new Uint32Array([
      hash.readUInt32LE(0),
      hash.readUInt32LE(4),
      hash.readUInt32LE(8),
      hash.readUInt32LE(12) | 1,
    ]);
  }

  private u32(): number {
    const s = this.s as unknown as [number, number, number, number];
    const x = Math.imul(s[1], 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  next(): number {
    return (this.u32() * 0x200000 + (this.u32() >>> 11)) / 2 ** 53;
  }
}
