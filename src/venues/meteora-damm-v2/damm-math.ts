import { ceilDiv } from '../../common/amount.js';
import type { DammState } from './damm-state.js';

/*
 * One range of concentrated liquidity (Uniswap v3 whitepaper, section 6.2) with liquidity scaled by 2^64 more, which
 * is what makes the shifts 128. Prices round against the trader, so do outputs.
 */

/** √P after `net` base units of A have come in. */
export function sqrtPriceAfterA(liquidity: bigint, sqrtPrice: bigint, net: bigint): bigint {
  return ceilDiv(liquidity * sqrtPrice, liquidity + net * sqrtPrice);
}

/** √P after `net` base units of B have come in. */
export function sqrtPriceAfterB(liquidity: bigint, sqrtPrice: bigint, net: bigint): bigint {
  return sqrtPrice + (net << 128n) / liquidity;
}

/** Base units of A between two square roots of prices, rounded down. */
export function amountABetween(liquidity: bigint, lower: bigint, upper: bigint): bigint {
  return (liquidity * (upper - lower)) / (lower * upper);
}

/** Base units of B between two square roots of prices, rounded down. */
export function amountBBetween(liquidity: bigint, lower: bigint, upper: bigint): bigint {
  return (liquidity * (upper - lower)) >> 128n;
}

/** The most A that can come in before the price leaves the range. */
export function maxNetA({ liquidity, sqrtPrice, sqrtMinPrice }: DammState): bigint {
  const below = sqrtMinPrice - 1n;
  if (below === 0n) return 1n << 128n;
  return ceilDiv(liquidity * (sqrtPrice - below), below * sqrtPrice) - 1n;
}

/** The most B that can come in before the price leaves the range. */
export function maxNetB({ liquidity, sqrtPrice, sqrtMaxPrice }: DammState): bigint {
  return ((sqrtMaxPrice - sqrtPrice + 1n) * liquidity - 1n) >> 128n;
}

/** What the range holds at its price, [A, B], rounded up. */
export function claims(
  state: Pick<DammState, 'liquidity' | 'sqrtPrice' | 'sqrtMinPrice' | 'sqrtMaxPrice'>,
): [bigint, bigint] {
  const { liquidity, sqrtPrice, sqrtMinPrice, sqrtMaxPrice } = state;
  return [
    ceilDiv(liquidity * (sqrtMaxPrice - sqrtPrice), sqrtPrice * sqrtMaxPrice),
    ceilDiv(liquidity * (sqrtPrice - sqrtMinPrice), 1n << 128n),
  ];
}
