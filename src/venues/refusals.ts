import type { Refusal } from './venue.js';

/** The output rounds to nothing. */
export const ZERO_OUTPUT: Refusal = {
  ok: false,
  code: 'ZERO_OUTPUT',
  reason: 'the amount is too small: the output rounds to zero',
};

/** The pool takes no swaps now. */
export const INACTIVE: Refusal = { ok: false, code: 'INACTIVE', reason: 'the pool takes no swaps now' };

/** The vault holds less than the pool's books claim. */
export const VAULT_SHORT: Refusal = {
  ok: false,
  code: 'VAULT_SHORT',
  reason: 'the vault holds less than this swap would pay out',
};

/** The liquidity ends before the amount does; `maxAmountIn` is the most that the pool would take. */
export function outOfLiquidity(maxAmountIn?: bigint): Refusal {
  return {
    ok: false,
    code: 'OUT_OF_LIQUIDITY',
    reason: "the pool's liquidity ends before the amount does",
    ...(maxAmountIn === undefined ? {} : { maxAmountIn }),
  };
}
