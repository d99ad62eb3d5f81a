import type { OpenChain } from './open-chain.js';

/** Runs one statement on a chain's database. */
export async function query<Row>(
  { dataSource }: Pick<OpenChain, 'dataSource'>,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await dataSource.query(sql, values)) as Row[];
}

/** What the chain has come to, as text: the same on every database for the same seed and submissions. */
export async function dump(chain: Pick<OpenChain, 'dataSource'>): Promise<string> {
  const tables = [
    'SELECT * FROM sim_pools ORDER BY position',
    'SELECT * FROM sim_balances ORDER BY owner, token',
    'SELECT * FROM sim_transactions ORDER BY slot, position',
    'SELECT * FROM sim_slots ORDER BY slot',
    'SELECT * FROM sim_candles ORDER BY base, quote, seconds, time',
    'SELECT slot, time_ms FROM sim_head',
  ];
  const rows: unknown[] = [];
  for (const sql of tables) rows.push(await query(chain, `SELECT t::text FROM (${sql}) t`));
  return JSON.stringify(rows, undefined, 1);
}
