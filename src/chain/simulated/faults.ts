import { Injectable } from '@nestjs/common';
import { KeyedRandom } from '../../common/random.js';
import { AppConfig } from '../../config/app-config.js';
import { FaultScript, type ChainCall, type Fault } from './fault-script.js';

/** What a call meets. */
export interface CallFate {
  readonly fault: Fault;
  /** Before anything happens. */
  readonly latencyMs: number;
}

const NOTHING: CallFate = { fault: 'none', latencyMs: 0 };
/** Keys whose calls are counted at a time; an older key begins again with its first call. */
const MAX_KEYS = 20_000;

/** Draws each call's fate from (seed, kind, key, number of the call with that key): never from arrival. */
@Injectable()
export class Faults {
  private readonly calls = new Map<string, number>();
  private readonly quiet: boolean;

  constructor(
    private readonly config: AppConfig,
    private readonly script: FaultScript,
  ) {
    const { latencyMs, errorRate, timeoutRate, dropRate } = config.sim;
    this.quiet = latencyMs + errorRate + timeoutRate + dropRate === 0;
  }

  fateOf(call: ChainCall, key: string): CallFate {
    const ordered = this.script.take(call, key);
    if (this.quiet) return ordered === undefined ? NOTHING : { fault: ordered, latencyMs: 0 };
    const random = new KeyedRandom(this.config.sim.seed, 'fault', call, key, this.count(`${call}\u0000${key}`));
    const latencyMs = call === 'outcome' ? 0 : this.config.sim.latencyMs * (0.5 + random.next());
    return { fault: ordered ?? this.draw(call, random.next()), latencyMs };
  }

  private draw(call: ChainCall, x: number): Fault {
    const { errorRate, timeoutRate, dropRate } = this.config.sim;
    if (x < errorRate) return 'error';
    if (call !== 'submit') return 'none';
    if (x < errorRate + timeoutRate) return 'timeout';
    return x < errorRate + timeoutRate + dropRate ? 'drop' : 'none';
  }

  /** 1 for a key's first call. */
  private count(key: string): number {
    const number = (this.calls.get(key) ?? 0) + 1;
    this.calls.set(key, number);
    if (this.calls.size > MAX_KEYS) this.calls.delete(this.calls.keys().next().value as string);
    return number;
  }
}
