import { Q128, Q64 } from '../fixed-point.js';

/** The ticks between which Raydium allows prices. */
export const MIN_TICK = -443_636;
export const MAX_TICK = 443_636;

/** ⌊2^64 · 1.0001^(−2^i / 2)⌋ for i = 0…18, in the digits that Raydium tabulates (other DEXs' differ in the last). */
const ROOTS = [
  0xfffcb933bd6fb800n,
  0xfff97272373d4000n,
  0xfff2e50f5f657000n,
  0xffe5caca7e10f000n,
  0xffcb9843d60f7000n,
  0xff973b41fa98e800n,
  0xff2ea16466c9b000n,
  0xfe5dee046a9a3800n,
  0xfcbe86c7900bb000n,
  0xf987a7253ac65800n,
  0xf3392b0822bb6000n,
  0xe7159475a2caf000n,
  0xd097f3bdfd2f2000n,
  0xa9f746462d9f8000n,
  0x70d869a156f31c00n,
  0x31be135f97ed3200n,
  0x9aa508b5b85a500n,
  0x5d6af8dedc582cn,
  0x2216e584f5fan,
] as const;

const LOG_TICK = Math.log(1.0001) / 2;
/**
 * More than a logarithm can differ from the table, in ticks: 5e-6 at the lowest prices, where the table has 32 bits,
 * and less than 1e-9 elsewhere. Nearer to a boundary than this, the table decides.
 */
const LOG_ERROR = 1e-4;

/** √(1.0001^tick) as Q64.64 (Uniswap v3 whitepaper, section 6.1), for ticks from {@link MIN_TICK} to {@link MAX_TICK}. */
export function sqrtPriceAtTick(tick: number): bigint {
  const distance = Math.abs(tick);
  let root = Q64;
  for (let bit = 0; bit < ROOTS.length; bit += 1) {
    if (distance & (1 << bit)) root = (root * (ROOTS[bit] as bigint)) >> 64n;
  }
  return tick > 0 ? (Q128 - 1n) / root : root;
}

/** The highest tick whose price is not above `sqrtPrice`. */
export function tickAtSqrtPrice(sqrtPrice: bigint): number {
  const exact = Math.log(Number(sqrtPrice) / 2 ** 64) / LOG_TICK;
  let tick = Math.floor(exact);
  const beyond = exact - tick;
  if (beyond > LOG_ERROR && beyond < 1 - LOG_ERROR && tick >= MIN_TICK && tick < MAX_TICK) return tick;
  tick = Math.min(Math.max(tick, MIN_TICK), MAX_TICK);
  while (tick > MIN_TICK && sqrtPriceAtTick(tick) > sqrtPrice) tick -= 1;
  while (tick < MAX_TICK && sqrtPriceAtTick(tick + 1) <= sqrtPrice) tick += 1;
  return tick;
}

/** A swap may bring the price up to these, Q64.64, exclusive of the extreme ticks themselves. */
export const MIN_SQRT_PRICE = sqrtPriceAtTick(MIN_TICK) + 1n;
export const MAX_SQRT_PRICE = sqrtPriceAtTick(MAX_TICK) - 1n;
