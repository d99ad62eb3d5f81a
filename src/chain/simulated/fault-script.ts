import { Injectable } from '@nestjs/common';

/** The calls that faults can be ordered for; waiting for an outcome counts as `outcome`. */
export type ChainCall = 'readPools' | 'submit' | 'outcome';

/**
 * What goes wrong with one call: `error` refuses it and has no effect; `timeout` has its effect but is answered with a
 * timeout; `drop` answers well but has no effect; `none` lets it pass, whatever the rates say.
 */
export type Fault = 'none' | 'error' | 'timeout' | 'drop';

interface Entry {
  readonly call: ChainCall;
  readonly fault: Fault;
  readonly keyPrefix: string;
}

/** Faults ordered one by one, for tests; they come before those that the rates draw. */
@Injectable()
export class FaultScript {
  private readonly entries: Entry[] = [];
  private struck = 0;

  /** The next call of this kind (with a key that begins so: a client reference, or a reading's call key) meets the fault; once per order. */
  next(call: ChainCall, fault: Fault, keyPrefix = ''): void {
    this.entries.push({ call, fault, keyPrefix });
  }

  /** Takes the first order that fits a call. */
  take(call: ChainCall, key: string): Fault | undefined {
    if (this.entries.length === 0) return undefined;
    const index = this.entries.findIndex((entry) => entry.call === call && key.startsWith(entry.keyPrefix));
    if (index < 0) return undefined;
    const [entry] = this.entries.splice(index, 1) as [Entry];
    this.struck++;
    return entry.fault;
  }

  /** Orders that have been met so far. */
  get met(): number {
    return this.struck;
  }

  /** Orders that no call has met yet. */
  get waiting(): number {
    return this.entries.length;
  }

  clear(): void {
    this.entries.length = 0;
  }
}
