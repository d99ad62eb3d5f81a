import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Chain } from '../src/chain/chain.js';
import { loadConfig } from '../src/config/load-config.js';
import { withDatabase } from '../src/start-engine.js';
import { closeChains, openChain } from '../test/chain/support/open-chain.js';
import { query } from '../test/chain/support/query.js';
import { swapOn } from '../test/chain/support/transactions.js';
import type { Row } from './report.js';

const TRANSACTIONS = 20_000;
/** Waiting at once: what 400 ms slots need at several thousand a second. */
const IN_FLIGHT = 4_000;
const PATIENCE_MS = 60_000;
const COMMITS = 500;

/** Transactions per second that the simulated chain lands on the embedded PostgreSQL, one commit per slot. */
export async function benchChain(progress: (line: string) => void): Promise<Row[]> {
  Logger.overrideLogger(['error']);
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-chain-'));
  // PostgreSQL runs as a user of its own where we are root.
  chmodSync(dataDir, 0o755);
  const { config, leave } = await withDatabase(loadConfig({ DATA_DIR: dataDir }), progress);
  try {
    const open = await openChain({ url: config.database.url ?? '', sim: { manual: false, slotMs: 400 } });
    const committing = await commitsPerSecond((sql) => query(open, sql));
    const { landed, seconds } = await landAll(open.chain, progress);
    const slots = open.chain.head().slot;
    await closeChains();
    const figure = landed / seconds;
    return [
      {
        part: 'chain',
        what: `transactions landed, four kinds of pool, ${slots} slots of 400 ms`,
        figure,
        unit: '/s',
        yardstick: { name: '/s one-row commits', figure: committing },
        target: { text: '≥ 2000 /s, all landed', met: figure >= 2_000 && landed === TRANSACTIONS },
      },
    ];
  } finally {
    await leave();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function commitsPerSecond(run: (sql: string) => Promise<unknown>): Promise<number> {
  await run('CREATE TABLE bench_commits (n int)');
  const start = performance.now();
  for (let n = 0; n < COMMITS; n += 1) await run('INSERT INTO bench_commits VALUES (1)');
  return (COMMITS / (performance.now() - start)) * 1_000;
}

async function landAll(chain: Chain, progress: (line: string) => void): Promise<{ landed: number; seconds: number }> {
  const readings = await Promise.all(chain.venues().map((venue) => chain.readPools(venue, 'bench')));
  const pools = readings.flatMap((reading) => reading.pools);
  let [next, landed] = [0, 0];
  const start = performance.now();
  const trade = async (): Promise<void> => {
    while (next < TRANSACTIONS) {
      const n = (next += 1);
      const pool = pools[n % pools.length];
      if (!pool) throw new Error('the start market has no pools');
      const fromToken = pool.tokens[Math.floor(n / pools.length) % 2] ?? pool.tokens[0];
      const request = swapOn(pool, `bench:${n}`, { owner: `trader-${n % 50}`, fromToken, amountIn: 100_000n });
      await chain.submit(chain.prepare(request));
      const { state } = await chain.awaitOutcome(request.clientRef, PATIENCE_MS);
      if (state === 'landed') landed += 1;
      if (n % 5_000 === 0) progress(`${n} of ${TRANSACTIONS} transactions`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, trade));
  return { landed, seconds: (performance.now() - start) / 1_000 };
}
