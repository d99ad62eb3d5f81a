import { Injectable } from '@nestjs/common';
import type { TransactionOutcome } from '../chain.js';

type Settle = (outcome: TransactionOutcome) => void;

interface SlotWaiter {
  readonly slot: number;
  readonly reached: () => void;
}

/** Who waits in this process: for the outcome of a reference, or for a slot. */
@Injectable()
export class Waiters {
  private readonly outcomes = new Map<string, Set<Settle>>();
  private readonly slots = new Set<SlotWaiter>();

  get any(): boolean {
    return this.outcomes.size > 0 || this.slots.size > 0;
  }

  /** The references whose outcome is waited for. */
  refs(): string[] {
    return [...this.outcomes.keys()];
  }

  /** Registers for a final outcome. Returns the way to stop waiting. */
  onOutcome(ref: string, settle: Settle): () => void {
    const settles = this.outcomes.get(ref) ?? new Set();
    this.outcomes.set(ref, settles.add(settle));
    return () => {
      settles.delete(settle);
      if (settles.size === 0 && this.outcomes.get(ref) === settles) this.outcomes.delete(ref);
    };
  }

  /** Registers for the first slot that is at least `slot`. Returns the way to stop waiting. */
  onSlot(slot: number, reached: () => void): () => void {
    const waiter = { slot, reached };
    this.slots.add(waiter);
    return () => {
      this.slots.delete(waiter);
    };
  }

  settle(ref: string, outcome: TransactionOutcome): void {
    const settles = this.outcomes.get(ref);
    this.outcomes.delete(ref);
    for (const settle of settles ?? []) settle(outcome);
  }

  slotReached(slot: number): void {
    for (const waiter of this.slots) {
      if (waiter.slot > slot) continue;
      this.slots.delete(waiter);
      waiter.reached();
    }
  }
}
