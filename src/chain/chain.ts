import type { Pool } from '../venues/venue.js';

/** The newest slot that this process knows of. */
export interface ChainHead {
  readonly slot: number;
  /** Chain time of that slot, whole seconds since the Unix epoch. */
  readonly time: number;
  /** Nominal length of a slot in ms (0: slots come as fast as transactions do). */
  readonly slotMs: number;
}

/** Pools of one venue, all as of one slot. */
export interface PoolReading {
  readonly slot: number;
  readonly time: number;
  readonly pools: readonly Pool[];
}

/** One swap of a transaction, exact input in base units; a leg may spend what earlier legs bought. */
export interface Leg {
  readonly pool: string;
  readonly venue: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
}

export interface TransactionRequest {
  /** Unique for ever: the chain lands at most one transaction of a reference. Ours are `orderId:intent`. */
  readonly clientRef: string;
  readonly owner: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  /** The transaction fails on chain when all legs together give less. */
  readonly minAmountOut: bigint;
  readonly legs: readonly Leg[];
}

/** A transaction ready to send, known in full before anything is sent; resending it unchanged is harmless. */
export interface PreparedTransaction extends TransactionRequest {
  readonly signature: string;
  readonly preparedSlot: number;
  /** The chain includes it in this slot at the latest, whenever it took it. */
  readonly lastValidSlot: number;
}

export interface LegFill {
  readonly pool: string;
  readonly venue: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly fee: bigint;
  readonly feeToken: string;
}

export type LandingErrorCode = 'SLIPPAGE_EXCEEDED' | 'INSUFFICIENT_FUNDS' | 'INSUFFICIENT_LIQUIDITY';

/**
 * What the chain knows of a client reference. `landed`, `failed` and `expired` are final. `unknown` proves nothing by
 * itself: only when `asOfSlot` (read in the same snapshot) is beyond the last valid slot is the reference dead.
 */
export type TransactionOutcome =
  | {
      readonly state: 'landed';
      readonly signature: string;
      readonly slot: number;
      readonly amountIn: bigint;
      readonly amountOut: bigint;
      readonly fills: readonly LegFill[];
    }
  | {
      readonly state: 'failed';
      readonly signature: string;
      readonly slot: number;
      readonly code: LandingErrorCode;
      readonly reason: string;
    }
  | { readonly state: 'expired'; readonly slot: number }
  | { readonly state: 'waiting'; readonly asOfSlot: number }
  | { readonly state: 'unknown'; readonly asOfSlot: number };

/** Whether an outcome can never change. */
export function isFinalOutcome(outcome: TransactionOutcome): boolean {
  return outcome.state === 'landed' || outcome.state === 'failed' || outcome.state === 'expired';
}

/** A chain call that did not answer properly. The call may or may not have taken effect; asking again is harmless. */
export class ChainCallError extends Error {
  constructor(
    readonly kind: 'timeout' | 'error',
    message: string,
  ) {
    super(message);
  }
}

/** A wallet's holdings, base units by token symbol. */
export type Balances = ReadonlyMap<string, bigint>;

/** The chain that orders are executed on. Every asynchronous call may reject with ChainCallError. */
export abstract class Chain {
  abstract head(): ChainHead;
  /** Ids of the venues that have pools here. */
  abstract venues(): readonly string[];
  /** One venue's pools. `callKey` names the caller's call (simulated faults are drawn by it). */
  abstract readPools(venue: string, callKey: string): Promise<PoolReading>;
  /** One venue's pools as this process, which follows the chain, last saw them; no call while it is up to date. */
  abstract seenPools(venue: string): Promise<PoolReading>;
  /** Signature and last valid slot from the newest slot known; local, sends nothing. */
  abstract prepare(request: TransactionRequest): PreparedTransaction;
  /** Sends a transaction; resolves when the chain took it (not when it landed). Sending it again is harmless. */
  abstract submit(transaction: PreparedTransaction): Promise<void>;
  /** Looks a reference up. */
  abstract outcome(clientRef: string): Promise<TransactionOutcome>;
  /** Resolves with the final outcome as soon as there is one, else after `ms` (or on abort) with what is then known. */
  abstract awaitOutcome(clientRef: string, ms: number, signal?: AbortSignal): Promise<TransactionOutcome>;
  /** Resolves as soon as that slot is there, else after `ms` (or on abort); with the newest slot then known. Slots come while anybody waits so. */
  abstract awaitSlot(slot: number, ms: number, signal?: AbortSignal): Promise<ChainHead>;
  /** What an owner's wallet holds; before its first transaction, what it will start with. */
  abstract balances(owner: string): Promise<Balances>;
  /** Calls back after each new slot becomes known here. Returns the way to stop it. */
  abstract onSlot(listener: (head: ChainHead) => void): () => void;
}
