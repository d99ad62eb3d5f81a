import type { PreparedTransaction, TransactionOutcome } from '../../../src/chain/chain.js';
import type { Lot } from './lot.js';

/** Slots for which a prepared transaction is valid. */
export const VALID_SLOTS = 12;
export const SLOT_MS = 100;
const FAILS = 0.15;
const WAITS = 0.5;

/** A landing, as the world saw it. */
export interface Landing {
  readonly clientRef: string;
  readonly amountOut: bigint;
}

/** The chain itself: takes each reference once, includes what is valid still, and remembers. */
export class Ledger {
  slot = 0;
  readonly landings: Landing[] = [];
  private readonly signatures = new Map<string, string>();
  private mempool: PreparedTransaction[] = [];
  private readonly outcomes = new Map<string, TransactionOutcome>();

  constructor(private readonly lot: Lot) {}

  /** The first signature that was ever sent under a reference. */
  firstSignature(clientRef: string, signature: string): string {
    const first = this.signatures.get(clientRef) ?? signature;
    this.signatures.set(clientRef, first);
    return first;
  }

  /** Whether the transaction was not known before. */
  take(transaction: PreparedTransaction): boolean {
    const { clientRef } = transaction;
    if (this.outcomes.has(clientRef) || this.mempool.some((waiting) => waiting.clientRef === clientRef)) return false;
    this.mempool.push(transaction);
    return true;
  }

  /** Forgets what waits, as a node does that dies. */
  drop(): number {
    return this.mempool.splice(0).length;
  }

  outcome(clientRef: string): TransactionOutcome {
    const known = this.outcomes.get(clientRef);
    if (known) return known;
    const waiting = this.mempool.some((transaction) => transaction.clientRef === clientRef);
    return { state: waiting ? 'waiting' : 'unknown', asOfSlot: this.slot };
  }

  produce(): void {
    this.slot += 1;
    const { slot } = this;
    this.mempool = this.mempool.filter((transaction) => {
      const { clientRef, signature, lastValidSlot, amountIn, minAmountOut } = transaction;
      if (slot > lastValidSlot) {
        this.outcomes.set(clientRef, { state: 'expired', slot });
        return false;
      }
      if (this.lot.chance(WAITS)) return true;
      if (this.lot.chance(FAILS)) {
        const reason = 'the pool moved';
        this.outcomes.set(clientRef, { state: 'failed', signature, slot, code: 'SLIPPAGE_EXCEEDED', reason });
        return false;
      }
      const amountOut = minAmountOut + BigInt(Math.floor(this.lot.between(0, 1_000)));
      this.landings.push({ clientRef, amountOut });
      this.outcomes.set(clientRef, { state: 'landed', signature, slot, amountIn, amountOut, fills: [] });
      return false;
    });
  }
}
