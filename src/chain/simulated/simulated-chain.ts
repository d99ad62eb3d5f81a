import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { AppConfig } from '../../config/app-config.js';
import { PgDoorbell } from '../../database/pg-doorbell.js';
import { Chain, ChainCallError, isFinalOutcome } from '../chain.js';
import type {
  Balances,
  ChainHead,
  PoolReading,
  PreparedTransaction,
  TransactionOutcome,
  TransactionRequest,
} from '../chain.js';
import { BELLS } from './bells.js';
import { BlockProducer, startingWallet, type ProducedSlot } from './block-producer.js';
import { ChainFollower } from './chain-follower.js';
import { ChainReader } from './chain-reader.js';
import { ChainView } from './chain-view.js';
import { Faults } from './faults.js';
import { outcomeOf } from './inclusion.js';
import { signatureOf } from './keys.js';
import { LedgerStore } from './ledger-store.js';
import { SlotLoop } from './slot-loop.js';
import { startMarket } from './start-market.js';
import { Waiters } from './waiters.js';

/** A reason spares the exception that `abort` would make otherwise, with its stack. */
const ENOUGH = 'enough';

/** As on Solana: a transaction can be included for this many slots after it was prepared. */
const VALID_SLOTS = 150;
/** How often open waits are looked up although no bell was heard. */
const LOOK_MS = 500;

/** The chain that everything runs on by default: real pool arithmetic and slots, in PostgreSQL, shared by all processes. */
@Injectable()
export class SimulatedChain extends Chain implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new Set<(head: ChainHead) => void>();
  private readonly waits = new Set<AbortController>();
  private stopLooking: () => void = () => undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly doorbell: PgDoorbell,
    private readonly store: LedgerStore,
    private readonly reader: ChainReader,
    private readonly view: ChainView,
    private readonly waiters: Waiters,
    private readonly faults: Faults,
    private readonly producer: BlockProducer,
    private readonly follower: ChainFollower,
    private readonly loop: SlotLoop,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.store.genesis(startMarket(this.config.sim.seed));
    await this.follower.refresh();
    this.follower.start(() => void this.moved());
    this.loop.start((slot) => this.produced(slot));
    const lookMs = Math.max(LOOK_MS, this.config.sim.slotMs);
    this.stopLooking = this.clock.every(
      lookMs,
      () => this.lookAfterWaiters(),
      () => undefined,
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopLooking();
    for (const wait of this.waits) wait.abort();
    await this.loop.stop();
  }

  head(): ChainHead {
    return this.view.head();
  }

  venues(): readonly string[] {
    return this.view.venues();
  }

  async readPools(venue: string, callKey: string): Promise<PoolReading> {
    const { fault, latencyMs } = this.faults.fateOf('readPools', callKey);
    if (latencyMs > 0) await this.clock.sleep(latencyMs);
    failWith(fault === 'none' ? undefined : fault, 'reading pools');
    return this.seenPools(venue);
  }

  async seenPools(venue: string): Promise<PoolReading> {
    if (!this.follower.fresh) await this.asCall(this.follower.refresh());
    return this.view.reading(venue);
  }

  prepare(request: TransactionRequest): PreparedTransaction {
    const preparedSlot = Math.max(0, this.view.slot);
    const signature = signatureOf(this.config.sim.seed, request.clientRef);
    return { ...request, signature, preparedSlot, lastValidSlot: preparedSlot + VALID_SLOTS };
  }

  async submit(transaction: PreparedTransaction): Promise<void> {
    const { fault, latencyMs } = this.faults.fateOf('submit', transaction.clientRef);
    if (latencyMs > 0) await this.clock.sleep(latencyMs);
    if (fault === 'drop') return;
    if (fault === 'error') failWith(fault, 'submitting');
    if (this.producer.takeDirectly(transaction)) this.loop.wake();
    else this.announce(await this.asCall(this.reader.take(transaction)), transaction);
    if (fault === 'timeout') failWith(fault, 'submitting');
  }

  async outcome(clientRef: string): Promise<TransactionOutcome> {
    const { fault } = this.faults.fateOf('outcome', clientRef);
    failWith(fault === 'none' ? undefined : fault, 'looking up');
    return this.asCall(this.reader.lookUp(clientRef));
  }

  async awaitOutcome(clientRef: string, ms: number, signal?: AbortSignal): Promise<TransactionOutcome> {
    const { fault } = this.faults.fateOf('outcome', clientRef);
    failWith(fault === 'none' ? undefined : fault, 'looking up');
    let outcome: TransactionOutcome | undefined;
    await this.waitFor(ms, signal, (done) => {
      const settle = (final: TransactionOutcome): void => {
        outcome = final;
        done();
      };
      const stop = this.waiters.onOutcome(clientRef, settle);
      if (!this.producer.expects(clientRef)) void this.settle([clientRef]);
      return stop;
    });
    return outcome ?? this.asCall(this.reader.lookUp(clientRef));
  }

  async awaitSlot(slot: number, ms: number, signal?: AbortSignal): Promise<ChainHead> {
    if (this.view.slot < slot) await this.waitFor(ms, signal, (done) => this.waiters.onSlot(slot, done));
    return this.view.head();
  }

  async balances(owner: string): Promise<Balances> {
    return (await this.asCall(this.reader.wallet(owner))) ?? startingWallet(this.config);
  }

  onSlot(listener: (head: ChainHead) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /**
   * Makes the next slot now, for tests that drive the chain by hand.
   * @throws Error when another process leads; else the database's error
   */
  async produceSlot(): Promise<ChainHead> {
    if ((await this.loop.produce(true)) === 'stand-by') throw new Error('another process makes the slots');
    return this.view.head();
  }

  /** `seq` is missing for what was sent before: should it still wait, its first bell may have been lost. */
  private announce(seq: string | undefined, transaction: PreparedTransaction): void {
    if (!this.producer.active) {
      this.doorbell.notify(BELLS.mempool, '');
    } else if (seq === undefined) {
      this.loop.work();
    } else {
      this.producer.offer(seq, transaction);
      this.loop.wake();
    }
  }

  private produced({ slot, timeMs, changed, inclusions }: ProducedSlot): void {
    this.view.advance(slot, timeMs, changed);
    for (const inclusion of inclusions)
      this.waiters.settle(inclusion.transaction.clientRef, outcomeOf(inclusion, slot));
    this.doorbell.notify(BELLS.slot, String(slot));
    this.slotKnown();
  }

  private async moved(): Promise<void> {
    this.slotKnown();
    await this.settle(this.waiters.refs());
  }

  private slotKnown(): void {
    const head = this.view.head();
    this.waiters.slotReached(head.slot);
    for (const listener of this.listeners) listener(head);
  }

  /** For what no bell told: looks up what is waited for, and asks for slots to go on. */
  private async lookAfterWaiters(): Promise<void> {
    if (!this.waiters.any) return;
    this.demandSlots();
    await this.follower.refresh();
    await this.settle(this.waiters.refs());
  }

  /** Tells waiters what a look-up finds to be final. Never rejects: those who wait look again. */
  private async settle(refs: readonly string[]): Promise<void> {
    if (refs.length === 0) return;
    try {
      const outcomes = await this.reader.lookUpAll(refs);
      outcomes.forEach((outcome, index) => {
        if (isFinalOutcome(outcome)) this.waiters.settle(refs[index] as string, outcome);
      });
    } catch {
      // The next slot or round asks again.
    }
  }

  /** Until `subscribe`'s callback, `ms`, `signal` or the end of this process's work. */
  private async waitFor(
    ms: number,
    signal: AbortSignal | undefined,
    subscribe: (done: () => void) => () => void,
  ): Promise<void> {
    const over = new AbortController();
    const end = (): void => over.abort(ENOUGH);
    this.waits.add(over);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    const stop = subscribe(end);
    this.demandSlots();
    await this.clock.sleep(ms, over.signal);
    stop();
    signal?.removeEventListener('abort', end);
    this.waits.delete(over);
  }

  private demandSlots(): void {
    if (this.config.sim.slotMs > 0 || this.config.sim.manual) return;
    if (this.producer.active) this.loop.wake();
    else this.doorbell.notify(BELLS.demand, '');
  }

  private async asCall<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw new ChainCallError('error', `the chain does not answer: ${String(error)}`);
    }
  }
}

function failWith(fault: 'error' | 'timeout' | 'drop' | undefined, what: string): void {
  if (fault === 'timeout') throw new ChainCallError('timeout', `${what} timed out`);
  if (fault !== undefined) throw new ChainCallError('error', `${what} failed`);
}
