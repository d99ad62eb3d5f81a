import { Injectable, Logger } from '@nestjs/common';
import { parseAmount } from '../../common/amount.js';
import { Clock } from '../../common/clock.js';
import { IdSource } from '../../common/ids.js';
import { AppConfig } from '../../config/app-config.js';
import { tokenOf } from '../../tokens/tokens.js';
import type { PreparedTransaction } from '../chain.js';
import { closedMinute } from './candles/candle-minute.js';
import { chainSeconds, slotTimeMs } from './chain-time.js';
import { execute, type Execution } from './executor.js';
import type { Inclusion } from './inclusion.js';
import { LedgerStore, type WaitingTransaction } from './ledger-store.js';
import { OtherTraders } from './other-traders.js';
import { RecentSet } from './recent-set.js';
import { SlotDraft } from './slot-draft.js';
import type { SimPool } from './sim-pool.js';
import { TRADERS, type Wallet, type World } from './world.js';

/** A committed slot. */
export interface ProducedSlot {
  readonly slot: number;
  readonly timeMs: number;
  readonly changed: Iterable<SimPool>;
  readonly inclusions: readonly Inclusion[];
}

/** `stand-by`: another producer leads. `idle`: nothing waits, and no empty slot was asked for. */
export type Production = ProducedSlot | 'stand-by' | 'idle';

const MAX_TRANSACTIONS_PER_SLOT = 1_000;
const MAX_WALLETS = 50_000;
/** Begins the place of a transaction that is not in the mempool's table. */
const DIRECT = 'direct ';
const MIN_LEASE_MS = 2_000;
const PRUNE_EVERY = 1_000;

/**
 * Makes slots from what waits: executes on a working copy in memory and commits each slot with the lease in one
 * statement. When that fails for whatever reason the working copy is worth nothing, and all is read again.
 */
@Injectable()
export class BlockProducer {
  private readonly logger = new Logger(BlockProducer.name);
  private readonly id: string;
  private readonly others: OtherTraders | undefined;
  private readonly startingWallet: Wallet;
  private world: World | undefined;
  private readonly waiting = new Map<string, PreparedTransaction>();
  private readonly expected = new Set<string>();
  /** Places in the mempool whose slot is made. */
  private readonly done = new RecentSet<string>(10 * MAX_TRANSACTIONS_PER_SLOT);
  private readonly direct = new RecentSet<string>(100_000);
  private mustRead = true;
  private ledUntil = -Infinity;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly store: LedgerStore,
    ids: IdSource,
  ) {
    this.id = ids.next();
    this.others = config.sim.flow ? new OtherTraders(config.sim.seed) : undefined;
    this.startingWallet = startingWallet(config);
  }

  /** A slot would come from here, as far as this process knows. */
  get active(): boolean {
    return this.world !== undefined;
  }

  /** The chain cannot have moved on without this process. */
  get leads(): boolean {
    return this.world !== undefined && this.clock.monotonic() < this.ledUntil;
  }

  get hasWork(): boolean {
    return this.waiting.size > 0 || this.mustRead;
  }

  /** Whether a reference was handed over here and its slot has not been committed yet. */
  expects(clientRef: string): boolean {
    return this.expected.has(clientRef);
  }

  /** Another process made this slot. */
  overtaken(slot: number): void {
    if (this.world && slot > this.world.slot) this.stepDown();
  }

  /** Takes a transaction over that was just put into the mempool; saves reading it. */
  offer(seq: string, transaction: PreparedTransaction): void {
    // The mempool may have been read, and the slot made, before the sender heard that it was in.
    if (!this.world || this.done.has(seq)) return;
    this.waiting.set(seq, transaction);
    this.expected.add(transaction.clientRef);
  }

  /** Takes a transaction that no table has yet, once per reference; should this process end before its slot, it was dropped. */
  takeDirectly(transaction: PreparedTransaction): boolean {
    const { slotMs, manual } = this.config.sim;
    if (slotMs > 0 || manual || !this.leads || this.direct.has(transaction.clientRef)) return false;
    this.direct.add(transaction.clientRef);
    this.offer(DIRECT + transaction.clientRef, transaction);
    return true;
  }

  /** Something was put into the mempool that only the database knows. */
  lookAgain(): void {
    this.mustRead = true;
  }

  /**
   * Makes the next slot; calls must not overlap.
   * @param evenEmpty also when nothing waits
   * @throws the database's error; then nothing is known of the slot, and the next call reads all again
   */
  async produce(evenEmpty: boolean): Promise<Production> {
    try {
      this.world ??= await this.enter();
      if (!this.world) return 'stand-by';
      const batch = await this.take();
      if (!this.world) return 'stand-by'; // overtaken meanwhile
      if (batch.length === 0 && !evenEmpty) return 'idle';
      return (await this.make(this.world, batch)) ?? this.stepDown();
    } catch (error) {
      this.stepDown();
      throw error;
    }
  }

  /** Gives up the lead, so that a stand-by need not wait for the lease to lapse. */
  async release(): Promise<void> {
    const led = this.leads;
    this.stepDown();
    if (led) await this.store.release(this.id);
  }

  private stepDown(): 'stand-by' {
    this.world = undefined;
    this.waiting.clear();
    this.expected.clear();
    this.mustRead = true;
    this.ledUntil = -Infinity;
    return 'stand-by';
  }

  private async enter(): Promise<World | undefined> {
    const world = await this.store.load(this.id);
    if (!world) return undefined;
    const wallets = await this.store.wallets([TRADERS]);
    world.wallets.set(TRADERS, wallets.get(TRADERS) ?? new Map());
    return world;
  }

  private async take(): Promise<WaitingTransaction[]> {
    if (this.mustRead || this.config.sim.slotMs > 0 || this.config.sim.manual) {
      this.mustRead = false;
      const rows = await this.store.mempool(MAX_TRANSACTIONS_PER_SLOT);
      this.mustRead ||= rows.length === MAX_TRANSACTIONS_PER_SLOT;
      for (const { seq } of rows) this.waiting.delete(seq);
      return rows;
    }
    const batch: WaitingTransaction[] = [];
    for (const [seq, transaction] of this.waiting) {
      if (batch.length === MAX_TRANSACTIONS_PER_SLOT) break;
      batch.push({ seq, transaction, known: false });
      this.waiting.delete(seq);
    }
    return batch;
  }

  private async make(world: World, batch: readonly WaitingTransaction[]): Promise<ProducedSlot | undefined> {
    await this.loadWallets(world, batch);
    const draft = new SlotDraft(world, world.timeMs + slotTimeMs(this.config.sim.slotMs), this.startingWallet);
    const now = chainSeconds(draft.timeMs);
    const inclusions: Inclusion[] = [];
    for (const { transaction, known } of batch) {
      if (!known) inclusions.push(this.include(draft, transaction, inclusions.length, now));
    }
    const trades = this.others?.trade(draft, now) ?? [];

    const leaseMs = Math.max(MIN_LEASE_MS, 2 * this.config.sim.slotMs);
    const started = this.clock.monotonic();
    const gone = batch.map(({ seq }) => seq).filter((seq) => !seq.startsWith(DIRECT));
    const committed = await this.store.commit({
      draft,
      inclusions,
      trades,
      closed: closedMinute(world.timeMs, draft.timeMs),
      gone,
      leader: this.id,
      leaseMs,
    });
    if (!committed) return undefined;
    this.ledUntil = started + leaseMs;
    this.world = draft.commit();
    for (const { seq, transaction } of batch) {
      this.done.add(seq);
      this.expected.delete(transaction.clientRef);
    }
    if (draft.slot % PRUNE_EVERY === 0) void this.prune(draft.slot);
    return { slot: draft.slot, timeMs: draft.timeMs, changed: draft.pools.values(), inclusions };
  }

  private include(draft: SlotDraft, transaction: PreparedTransaction, position: number, now: number): Inclusion {
    if (draft.slot > transaction.lastValidSlot) return { transaction, position, result: 'expired' };
    const { owner } = transaction;
    const result = this.execute(draft, transaction, now);
    if (result.ok) draft.apply(owner, result.legs);
    return { transaction, position, result };
  }

  private execute(draft: SlotDraft, transaction: PreparedTransaction, now: number): Execution {
    try {
      return execute((id) => draft.pool(id), draft.wallet(transaction.owner), transaction, now);
    } catch (error) {
      // A transaction that breaks a venue must fail alone, not stop the chain.
      this.logger.error(error);
      return { ok: false, code: 'INSUFFICIENT_LIQUIDITY', reason: `the pool's program failed: ${String(error)}` };
    }
  }

  private async prune(slot: number): Promise<void> {
    try {
      await this.store.prune(slot - this.config.sim.keptSlots);
    } catch (error) {
      this.logger.warn(`old slots stay: ${String(error)}`);
    }
  }

  private async loadWallets(world: World, batch: readonly WaitingTransaction[]): Promise<void> {
    const owners = new Set(batch.map(({ transaction }) => transaction.owner));
    const missing = [...owners].filter((owner) => !world.wallets.has(owner));
    if (missing.length === 0) return;
    if (world.wallets.size > MAX_WALLETS) {
      for (const owner of world.wallets.keys()) {
        if (owner !== TRADERS && !owners.has(owner)) world.wallets.delete(owner);
      }
    }
    for (const [owner, wallet] of await this.store.wallets(missing)) world.wallets.set(owner, wallet);
  }
}

/** The amounts that a new wallet is given, in base units. */
export function startingWallet({ sim }: AppConfig): Wallet {
  return new Map(
    Object.entries(sim.wallet).map(([symbol, amount]) => [symbol, parseAmount(amount, tokenOf(symbol).decimals)]),
  );
}
