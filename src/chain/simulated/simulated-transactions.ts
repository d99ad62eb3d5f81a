import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { LandingErrorCode } from '../chain.js';
import { TransactionHistory, type RecordedTransaction } from '../transactions.js';
import { TRANSACTION } from './reader-statements.js';
import { fillFromJson, type FillJson } from './transaction-json.js';

interface TransactionRow {
  readonly signature: string;
  readonly clientRef: string;
  readonly slot: number;
  readonly time: number;
  readonly position: number;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: string;
  readonly minAmountOut: string;
  readonly lastValidSlot: number;
  readonly status: RecordedTransaction['status'];
  readonly code: LandingErrorCode | null;
  readonly reason: string | null;
  readonly amountOut: string | null;
  readonly fills: readonly FillJson[] | null;
  readonly states: readonly unknown[] | null;
  /** By pool. */
  readonly tokens: Readonly<Record<string, readonly [string, string]>> | null;
}

/** The transactions that block production keeps in the database. */
@Injectable()
export class SimulatedTransactions extends TransactionHistory {
  constructor(private readonly database: Database) {
    super();
  }

  async transaction(signature: string): Promise<RecordedTransaction | undefined> {
    const [row] = await this.database.answer<TransactionRow>(TRANSACTION, [signature]);
    if (!row) return undefined;
    const { amountIn, minAmountOut, code, reason, amountOut, fills, states, tokens, ...rest } = row;
    return {
      ...rest,
      amountIn: BigInt(amountIn),
      minAmountOut: BigInt(minAmountOut),
      ...(code === null ? {} : { failure: { code, reason: reason ?? '' } }),
      ...(amountOut === null ? {} : { amountOut: BigInt(amountOut) }),
      legs: (fills ?? []).map((fill, index) => ({
        ...fillFromJson(fill),
        tokens: tokens?.[fill.pool] ?? [fill.fromToken, fill.toToken],
        poolBefore: states?.[index],
      })),
    };
  }
}
