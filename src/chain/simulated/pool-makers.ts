import { dammPool } from '../../venues/meteora-damm-v2/damm-pool.js';
import { dlmmPool } from '../../venues/meteora-dlmm/dlmm-pool.js';
import { clmmPool } from '../../venues/raydium-clmm/clmm-pool.js';
import { cpmmPool } from '../../venues/raydium-cpmm/cpmm-state.js';
import type { Price } from '../../venues/venue.js';

/** What a pool of any kind is made from. */
export interface PoolFigures {
  /** Base units of B per base unit of A. */
  readonly price: Price;
  /** Base units of B; about as much value lies in A. */
  readonly amountB: bigint;
  readonly feePpm: bigint;
  /** Tick spacing or bin step, where the kind has one. */
  readonly step: number;
}

/** `price` times `numerator` / `denominator`. */
function times(price: Price, numerator: bigint, denominator: bigint): Price {
  return { numerator: price.numerator * numerator, denominator: price.denominator * denominator };
}

/** Per venue: a pool's first state. */
export const POOL_MAKERS = {
  'raydium-cpmm': ({ price, amountB, feePpm }: PoolFigures) =>
    cpmmPool({ reserveA: (amountB * price.denominator) / price.numerator, reserveB: amountB, feePpm }),

  // A broad position, one that providers keep around the price, and one close to it.
  'raydium-clmm': ({ price, amountB, feePpm, step }: PoolFigures) => {
    const value = 2n * amountB;
    const around = (width: bigint, share: bigint) => ({
      lower: times(price, 1_000n, 1_000n + width),
      upper: times(price, 1_000n + width, 1_000n),
      value: (value * share) / 100n,
    });
    return clmmPool({
      price,
      feePpm,
      tickSpacing: step,
      positions: [around(1_500n, 35n), around(300n, 40n), around(80n, 25n)],
    });
  },

  'meteora-damm-v2': ({ price, amountB, feePpm }: PoolFigures) => {
    const range = [times(price, 1n, 3n), times(price, 3n, 1n)] as const;
    return dammPool({ price, range, amountB, fee: feePpm * 1_000n, volatilityControl: 956n });
  },

  'meteora-dlmm': ({ price, amountB, feePpm, step }: PoolFigures) =>
    dlmmPool({
      price,
      binStep: step,
      binsEachSide: 30,
      value: 2n * amountB,
      fee: feePpm * 1_000n,
      volatilityControl: 7_500n,
    }),
} as const;
