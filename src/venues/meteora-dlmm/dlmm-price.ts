import { Q128, Q64 } from '../fixed-point.js';
import type { Price } from '../venue.js';

/** The outermost bins: ids have 19 bits. */
export const MAX_BIN_ID = (1 << 19) - 1;

const BASIS_POINTS = 10_000n;

/**
 * Price of a bin as Q64.64, Y per X: (1 + binStep/10000)^id by squaring. The base is inverted first, so that no
 * intermediate result exceeds 128 bits, and the result inverted back where `id` > 0. 0 where that many bits cannot
 * tell the price.
 */
export function priceOfBin(id: number, binStep: number): bigint {
  if (id === 0) return Q64;
  let base = (Q128 - 1n) / (Q64 + (BigInt(binStep) << 64n) / BASIS_POINTS);
  let price = Q64;
  for (let exponent = Math.abs(id); exponent > 0; exponent >>= 1) {
    if (exponent & 1) price = (price * base) >> 64n;
    base = (base * base) >> 64n;
  }
  return id > 0 && price > 0n ? (Q128 - 1n) / price : price;
}

/** The bin whose price is nearest, by ratio. */
export function binAtPrice({ numerator, denominator }: Price, binStep: number): number {
  // Shifted so that both sides keep a double's precision whatever the decimals.
  const ratio = Number((numerator << 128n) / denominator) / 2 ** 128;
  return Math.round(Math.log(ratio) / Math.log1p(binStep / 10_000));
}
