import type { Segment } from './segment.js';

/** What every DEX's arithmetic offers. Pure: no I/O, no clock; amounts are base units. */

/** A pool as the chain shows it. `state` belongs to its venue alone. */
export interface Pool<State = unknown> {
  readonly id: string;
  /** Id of the venue that understands `state`, e.g. `raydium-cpmm`. */
  readonly venue: string;
  /** Symbols of the two tokens; `aToB` sells the first. */
  readonly tokens: readonly [string, string];
  readonly state: State;
}

/** An exact-input swap. */
export interface SwapRequest {
  readonly aToB: boolean;
  /** > 0. */
  readonly amountIn: bigint;
  /** Chain time, whole seconds since the Unix epoch (volatility fees depend on it). */
  readonly now: number;
}

/** A price in base units of B per base unit of A, as an exact fraction. */
export interface Price {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export type RefusalCode =
  /** The output rounds to nothing. */
  | 'ZERO_OUTPUT'
  /** The pool's liquidity ends before the amount does. */
  | 'OUT_OF_LIQUIDITY'
  /** The vault holds less than the pool's books claim. */
  | 'VAULT_SHORT'
  /** The pool takes no swaps now. */
  | 'INACTIVE';

/** Why a pool refuses a swap. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly reason: string;
  /** The largest input that the pool would take, where the refusal is about size. */
  readonly maxAmountIn?: bigint;
}

/** What a swap gives. */
export interface SwapQuote {
  readonly ok: true;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** The whole fee (liquidity providers', protocol's and fund's share), in base units of the fee side's token. */
  readonly fee: bigint;
  readonly feeSide: 'in' | 'out';
  /** Marginal price after the swap. */
  readonly priceAfter: Price;
}

/** Exact quotes of one state in one direction at one time, by the amount sold. */
export type Quoter = (amountIn: bigint) => SwapQuote | Refusal;

/** A swap with the state it leaves behind. */
export interface SwapEffect<State> extends SwapQuote {
  readonly state: State;
}

/** One DEX: stateless, so that one instance serves all its pools. */
export abstract class Venue<State = unknown> {
  abstract readonly id: string;
  /** What people call it, e.g. `Raydium CPMM`. */
  abstract readonly name: string;
  /** Whether the same state quotes differently at another time. */
  readonly quotesDependOnTime: boolean = false;

  /** What the real program would give, to the last unit. Never throws for a well-formed state. */
  abstract quote(state: State, swap: SwapRequest): SwapQuote | Refusal;
  /** Quotes for who asks for many amounts: the same answers, with what they have in common worked out once. */
  quoter(state: State, aToB: boolean, now: number): Quoter {
    return (amountIn) => this.quote(state, { aToB, amountIn, now });
  }
  /** The same swap, executed: quote's figures and the new state; `state` is not changed. */
  abstract apply(state: State, swap: SwapRequest): SwapEffect<State> | Refusal;
  /** Marginal price before fees. */
  abstract price(state: State): Price;
  /**
   * The pool's liquidity in one direction, best price first, as an exact quote at `now` (seconds) would meet it; the
   * price falls from segment to segment but where rounding or a returning volatility fee lifts it a little. Stops
   * once the segments take `upTo` base units together; all of them without it. Empty when the pool takes no swaps.
   */
  abstract segments(state: State, aToB: boolean, now: number, upTo?: bigint): readonly Segment[];
  /** All that the pool's vaults hold (reserves and uncollected fees), [A, B]: what an audit counts. */
  abstract holdings(state: State): readonly [bigint, bigint];
  /** Plain JSON (bigints as decimal strings) and back. @throws Error on JSON that is no state of this venue. */
  abstract toJson(state: State): unknown;
  abstract fromJson(json: unknown): State;
}
