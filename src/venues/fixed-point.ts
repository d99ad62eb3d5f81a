import type { Price } from './venue.js';

export const Q64 = 1n << 64n;
export const Q128 = 1n << 128n;

/** ⌊√n⌋ for n ≥ 0 (Newton's iteration). */
export function isqrt(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

/** A price as ⌊√price · 2^64⌋. */
export function sqrtPriceX64(price: Price): bigint {
  return isqrt((price.numerator << 128n) / price.denominator);
}

/** The price that a Q64.64 square root stands for. */
export function priceOfSqrt(sqrtPrice: bigint): Price {
  return { numerator: sqrtPrice * sqrtPrice, denominator: Q128 };
}

/** The largest gross amount that leaves at most `net` after a fee of ⌈gross · rate / scale⌉. */
export function largestGross(net: bigint, rate: bigint, scale: bigint): bigint {
  return ((net + 1n) * scale - 1n) / (scale - rate);
}
