import type { LandingErrorCode, LegFill, TransactionRequest } from './chain.js';

/** A leg that landed, with what anyone needs to compute it again. Base units. */
export interface RecordedLeg extends LegFill {
  /** The pool's two tokens, in its own order. */
  readonly tokens: readonly [string, string];
  /** The pool's state right before this leg, as its venue writes states in JSON: numbers in base units. */
  readonly poolBefore: unknown;
}

/** A transaction as it was included. Base units. */
export interface RecordedTransaction extends Pick<
  TransactionRequest,
  'clientRef' | 'fromToken' | 'toToken' | 'amountIn' | 'minAmountOut'
> {
  readonly signature: string;
  readonly slot: number;
  /** Chain time of the slot, whole seconds since the Unix epoch: what programs saw as the time. */
  readonly time: number;
  /** Its place in the slot, from 0. */
  readonly position: number;
  readonly lastValidSlot: number;
  readonly status: 'landed' | 'failed' | 'expired';
  /** Only of one that landed with an error. */
  readonly failure?: { readonly code: LandingErrorCode; readonly reason: string };
  /** Only of one that landed. */
  readonly amountOut?: bigint;
  /** In the order in which they were executed; none unless it landed. */
  readonly legs: readonly RecordedLeg[];
}

/** What the chain has included. */
export abstract class TransactionHistory {
  /**
   * The transaction of a signature, or undefined when none was included.
   * @throws DomainError UNAVAILABLE while it cannot be read
   */
  abstract transaction(signature: string): Promise<RecordedTransaction | undefined>;
}
