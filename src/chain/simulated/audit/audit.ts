import type { DataSource, QueryRunner } from 'typeorm';
import { checkCandles } from './candle-check.js';
import { checkConservation } from './conservation.js';
import type { Finding } from './finding.js';
import { checkHead, checkTransactions, checkWallets } from './ledger-checks.js';
import { checkReplay } from './replay.js';

const CHECKS: readonly ((runner: QueryRunner) => Promise<Finding>)[] = [
  checkConservation,
  checkWallets,
  checkHead,
  checkTransactions,
  checkReplay,
  checkCandles,
];

/** Proves the simulated chain's books from its tables alone, as of the transaction that the runner is in. Rejects with the database's error. */
export async function auditWithin(runner: QueryRunner): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(await check(runner));
  return findings;
}

/** The same as of one snapshot of its own, so that it may run beside a live chain. */
export async function auditChain(dataSource: DataSource): Promise<Finding[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await auditWithin(runner);
  } finally {
    await runner.query('ROLLBACK').catch(() => undefined);
    await runner.release();
  }
}
