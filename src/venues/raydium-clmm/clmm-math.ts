import { ceilDiv } from '../../common/amount.js';

/*
 * Concentrated liquidity between two square roots of prices (Uniswap v3 whitepaper, section 6.2), Q64.64. Token 0 is
 * our A, token 1 our B. What comes in rounds up, what goes out rounds down.
 */

const ROUND_UP = (1n << 64n) - 1n;

export function amount0In(liquidity: bigint, lower: bigint, upper: bigint): bigint {
  return ceilDiv((liquidity * (upper - lower)) << 64n, lower * upper);
}

export function amount0Out(liquidity: bigint, lower: bigint, upper: bigint): bigint {
  return ((liquidity * (upper - lower)) << 64n) / (lower * upper);
}

export function amount1In(liquidity: bigint, lower: bigint, upper: bigint): bigint {
  return (liquidity * (upper - lower) + ROUND_UP) >> 64n;
}

export function amount1Out(liquidity: bigint, lower: bigint, upper: bigint): bigint {
  return (liquidity * (upper - lower)) >> 64n;
}

/** √P after `net` of token 0 has come in: down, rounded up. */
export function sqrtPriceAfter0(liquidity: bigint, sqrtPrice: bigint, net: bigint): bigint {
  const scaled = liquidity << 64n;
  return ceilDiv(scaled * sqrtPrice, scaled + net * sqrtPrice);
}

/** √P after `net` of token 1 has come in: up, rounded down. */
export function sqrtPriceAfter1(liquidity: bigint, sqrtPrice: bigint, net: bigint): bigint {
  return sqrtPrice + (net << 64n) / liquidity;
}
