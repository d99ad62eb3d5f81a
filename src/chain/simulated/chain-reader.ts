import { Injectable } from '@nestjs/common';
import { GroupCommit } from '../../database/group-commit.js';
import { Database } from '../../database/database.js';
import type { LandingErrorCode, PreparedTransaction, TransactionOutcome } from '../chain.js';
import { BALANCES, CHANGES, LOOK_UP, TAKE } from './reader-statements.js';
import { SimPool } from './sim-pool.js';
import { fillFromJson, transactionToJson, type FillJson } from './transaction-json.js';
import type { Wallet } from './world.js';

interface OutcomeRow {
  readonly ref: string;
  readonly head: number;
  readonly status: 'landed' | 'failed' | 'expired' | null;
  readonly slot: number;
  readonly signature: string;
  readonly code: LandingErrorCode;
  readonly reason: string;
  readonly amountIn: string;
  readonly amountOut: string;
  readonly fills: readonly FillJson[];
  readonly waiting: boolean;
}

type ChangeRow = { readonly slot: number; readonly timeMs: number } & (
  Parameters<typeof SimPool.fromJson>[0] | { readonly id: null }
);

/** Pools that changed, as of a slot. */
export interface ChainChanges {
  readonly slot: number;
  readonly timeMs: number;
  readonly pools: readonly SimPool[];
}

/** The tables of the simulated chain as its users' calls need them. Every call rejects with the database's error. */
@Injectable()
export class ChainReader {
  private readonly taking: GroupCommit<PreparedTransaction, string | undefined>;
  private readonly lookUps: GroupCommit<string, TransactionOutcome>;

  constructor(private readonly database: Database) {
    this.taking = new GroupCommit({
      keyOf: (transaction) => transaction.clientRef,
      run: (batch) => this.takeAll(batch),
    });
    this.lookUps = new GroupCommit({ keyOf: (ref) => ref, run: (refs) => this.lookUpAll(refs) });
  }

  /** Lets a transaction wait for a slot: its place, or undefined when it waits already or has been included. */
  take(transaction: PreparedTransaction): Promise<string | undefined> {
    return this.taking.submit(transaction);
  }

  lookUp(clientRef: string): Promise<TransactionOutcome> {
    return this.lookUps.submit(clientRef);
  }

  /** One statement, one snapshot; results in the order of the references, which must be distinct. */
  async lookUpAll(clientRefs: readonly string[]): Promise<TransactionOutcome[]> {
    const rows = await this.database.query<OutcomeRow>(LOOK_UP, [clientRefs]);
    const byRef = new Map(rows.map((row) => [row.ref, outcomeOfRow(row)]));
    return clientRefs.map((ref) => byRef.get(ref) ?? { state: 'unknown', asOfSlot: 0 });
  }

  /** Everything after a slot (−1: everything); undefined while there is no chain yet. */
  async changesAfter(slot: number): Promise<ChainChanges | undefined> {
    const rows = await this.database.query<ChangeRow>(CHANGES, [slot]);
    const [first] = rows;
    if (!first) return undefined;
    const pools = rows.flatMap((row) => (row.id === null ? [] : [SimPool.fromJson(row)]));
    return { slot: first.slot, timeMs: first.timeMs, pools };
  }

  /** An owner's wallet, or undefined when there is none yet. */
  async wallet(owner: string): Promise<Wallet | undefined> {
    const rows = await this.database.query<{ token: string; amount: string }>(BALANCES, [owner]);
    return rows.length === 0 ? undefined : new Map(rows.map(({ token, amount }) => [token, BigInt(amount)]));
  }

  private async takeAll(batch: readonly PreparedTransaction[]): Promise<(string | undefined)[]> {
    const body = JSON.stringify(batch.map(transactionToJson));
    const rows = await this.database.query<{ seq: string; clientRef: string }>(TAKE, [body]);
    const places = new Map(rows.map(({ clientRef, seq }) => [clientRef, seq]));
    return batch.map(({ clientRef }) => places.get(clientRef));
  }
}

function outcomeOfRow(row: OutcomeRow): TransactionOutcome {
  const { status, slot, signature, head } = row;
  switch (status) {
    case 'landed': {
      const fills = row.fills.map(fillFromJson);
      return {
        state: status,
        signature,
        slot,
        amountIn: BigInt(row.amountIn),
        amountOut: BigInt(row.amountOut),
        fills,
      };
    }
    case 'failed':
      return { state: status, signature, slot, code: row.code, reason: row.reason };
    case 'expired':
      return { state: status, slot };
    case null:
      return { state: row.waiting ? 'waiting' : 'unknown', asOfSlot: head };
  }
}
