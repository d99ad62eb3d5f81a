import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { venueOf } from '../../venues/registry.js';
import type { PreparedTransaction } from '../chain.js';
import { candlesJson, slotCandles } from './candles/slot-candles.js';
import { GENESIS_MS } from './chain-time.js';
import type { LegExecution } from './executor.js';
import { inclusionJson, landedLegs, type Inclusion } from './inclusion.js';
import {
  COMMIT_SLOT,
  GENESIS,
  LEASE,
  MEMPOOL,
  POOLS,
  PRUNE_SLOTS,
  RELEASE_LEASE,
  WALLETS,
} from './ledger-statements.js';
import { SimPool } from './sim-pool.js';
import type { SlotDraft } from './slot-draft.js';
import { fillToJson, transactionFromJson, type TransactionJson } from './transaction-json.js';
import type { Wallet, World } from './world.js';

export interface WaitingTransaction {
  readonly seq: string;
  readonly transaction: PreparedTransaction;
  /** It is in a slot already. */
  readonly known: boolean;
}

export interface SlotCommit {
  readonly draft: SlotDraft;
  readonly inclusions: readonly Inclusion[];
  /** The other traders' swaps. */
  readonly trades: readonly LegExecution[];
  /** The minute whose candles are complete since this slot, if there is one: its first second. */
  readonly closed: number | undefined;
  /** Places in the mempool that are done with. */
  readonly gone: readonly string[];
  readonly leader: string;
  readonly leaseMs: number;
}

type PoolRow = Parameters<typeof SimPool.fromJson>[0];

/** The tables of the simulated chain as the block producer uses them. Every call rejects with the database's error. */
@Injectable()
export class LedgerStore {
  constructor(private readonly database: Database) {}

  /** Writes head and market unless they are there. */
  async genesis(market: readonly SimPool[]): Promise<void> {
    const rows = market.map((pool, position) => {
      const [mintedA, mintedB] = venueOf(pool.venue).holdings(pool.state);
      const { id, venue, tokens } = pool;
      const figures = { minted_a: mintedA.toString(), minted_b: mintedB.toString() };
      return {
        id,
        position,
        venue,
        token_a: tokens[0],
        token_b: tokens[1],
        state: JSON.parse(pool.stateJson),
        ...figures,
      };
    });
    await this.database.query(GENESIS, [GENESIS_MS, JSON.stringify(rows)]);
  }

  /** The committed chain, or undefined while another producer's lease holds. */
  async load(leader: string): Promise<World | undefined> {
    // Head before pools: when a slot comes between, our next commit finds another head and is refused.
    const [head] = await this.database.query<{ slot: number; timeMs: number; open: boolean }>(LEASE, [leader]);
    if (!head?.open) return undefined;
    const rows = await this.database.query<PoolRow>(POOLS, []);
    const pools = new Map(rows.map((row) => [row.id, SimPool.fromJson(row)]));
    return { slot: head.slot, timeMs: head.timeMs, pools, wallets: new Map() };
  }

  /** Those of the owners who have a wallet. */
  async wallets(owners: readonly string[]): Promise<ReadonlyMap<string, Wallet>> {
    const wallets = new Map<string, Map<string, bigint>>();
    const rows = await this.database.query<{ owner: string; token: string; amount: string }>(WALLETS, [owners]);
    for (const { owner, token, amount } of rows) {
      const wallet = wallets.get(owner) ?? new Map<string, bigint>();
      wallets.set(owner, wallet.set(token, BigInt(amount)));
    }
    return wallets;
  }

  /** What waits, in order of arrival. */
  async mempool(limit: number): Promise<WaitingTransaction[]> {
    const rows = await this.database.query<{ seq: string; body: TransactionJson; known: boolean }>(MEMPOOL, [limit]);
    return rows.map(({ seq, body, known }) => ({ seq, transaction: transactionFromJson(body), known }));
  }

  /** Whether the slot is now on the chain; if not, nothing was written and somebody else leads. */
  async commit({ draft, inclusions, trades, closed, gone, leader, leaseMs }: SlotCommit): Promise<boolean> {
    const pools = [...draft.pools.values()].map(
      (pool) => `{"id":${JSON.stringify(pool.id)},"state":${pool.stateJson}}`,
    );
    const balances = draft.balanceChanges().map(({ owner, token, amount, minted }) => {
      return { owner, token, amount: amount.toString(), minted: minted.toString() };
    });
    const changes = inclusions.length + trades.length > 0;
    const slots = changes
      ? [{ transactions: inclusions.length, trades: trades.map(({ fill }) => fillToJson(fill)) }]
      : [];
    const rows = await this.database.query(COMMIT_SLOT, [
      draft.slot,
      draft.timeMs,
      leader,
      leaseMs,
      `[${pools.join(',')}]`,
      JSON.stringify(balances),
      `[${inclusions.map(inclusionJson).join(',')}]`,
      JSON.stringify(slots),
      gone,
      candlesJson(slotCandles([...landedLegs(inclusions), ...trades])),
      closed ?? null,
    ]);
    return rows.length === 1;
  }

  /** Lets a stand-by lead at once. */
  async release(leader: string): Promise<void> {
    await this.database.query(RELEASE_LEASE, [leader]);
  }

  /** Forgets the slots up to and including `slot`; transactions stay. */
  async prune(slot: number): Promise<void> {
    await this.database.query(PRUNE_SLOTS, [slot]);
  }
}
