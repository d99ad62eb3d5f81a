import type { Leg } from '../../chain/chain.js';

/** What is to be sold for what; amounts are base units. */
export interface RouteTask {
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  /** Chain time, whole seconds since the Unix epoch. */
  readonly now: number;
}

/** What a route may look like. */
export interface RouteLimits {
  /** Default 4. Up to 4, the best choice of legs is found by enumeration with bounds; `Infinity`: any number. */
  readonly maxLegs?: number;
  /** Swaps in a row; default 3. */
  readonly maxHops?: number;
  /** Base units of the token bought that one more leg must be worth. Weighs in choosing, is never charged. Default 0. */
  readonly legCost?: bigint;
  /**
   * How much better another choice of legs must promise to be for it to be tried, relative; default 1e-10, below which
   * floats decide nothing.
   */
  readonly worthwhile?: number;
  /** How many choices of legs may be tried after a first good one; default 400. */
  readonly effort?: number;
}

/** A route, exact: the venues' arithmetic, leg by leg in this order, gives these figures. */
export interface OptimalRoute {
  readonly ok: true;
  readonly legs: readonly (Leg & { readonly amountOut: bigint })[];
  readonly amountOut: bigint;
  /** No routing gives more with any number of legs, none of its ways longer than `maxHops`. */
  readonly upperBound: bigint;
  /** (upperBound − amountOut) / upperBound, in hundredths of a per cent. */
  readonly gapBps: number;
}

/** Why there is no route. */
export interface RouteRefusal {
  readonly ok: false;
  readonly code: 'NO_ROUTE' | 'INSUFFICIENT_LIQUIDITY' | 'AMOUNT_TOO_SMALL';
  readonly reason: string;
  /** About the most that would go, where liquidity is what lacks; base units. */
  readonly maxAmountIn?: bigint;
}
