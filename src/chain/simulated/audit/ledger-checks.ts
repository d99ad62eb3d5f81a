import type { QueryRunner } from 'typeorm';
import { TRADERS } from '../world.js';
import { finding, type Finding } from './finding.js';

async function wrongLines(runner: QueryRunner, sql: string, parameters: unknown[] = []): Promise<string[]> {
  const rows = (await runner.query(sql, parameters)) as { wrong: string }[];
  return rows.map(({ wrong }) => wrong);
}

async function count(runner: QueryRunner, table: string): Promise<string> {
  const [row] = (await runner.query(`SELECT count(*)::text AS n FROM ${table}`)) as { n: string }[];
  return row?.n ?? '0';
}

/**
 * Every wallet holds what it was given, less what its landed legs spent, plus what they bought; so does the account of
 * the other traders, as long as no slot with their swaps was forgotten.
 */
export async function checkWallets(runner: QueryRunner): Promise<Finding> {
  const sql = `
    WITH legs AS (
      SELECT owner, fills FROM sim_transactions WHERE status = 'landed'
      UNION ALL
      SELECT $1, trades FROM sim_slots WHERE (SELECT pruned_slot FROM sim_head) = 0
    ), moves AS (
      SELECT l.owner, m.token, sum(m.amount) AS amount
      FROM legs l
      CROSS JOIN jsonb_to_recordset(l.fills)
        AS f("fromToken" text, "toToken" text, "amountIn" numeric, "amountOut" numeric)
      CROSS JOIN LATERAL (VALUES (f."fromToken", -f."amountIn"), (f."toToken", f."amountOut")) AS m(token, amount)
      GROUP BY l.owner, m.token
    )
    SELECT format('%s holds %s %s, its transactions leave %s', coalesce(b.owner, m.owner), coalesce(b.amount, 0),
                  coalesce(b.token, m.token), coalesce(b.minted, 0) + coalesce(m.amount, 0)) AS wrong
    FROM (SELECT * FROM sim_balances WHERE owner <> $1 OR (SELECT pruned_slot FROM sim_head) = 0) b
    FULL JOIN moves m USING (owner, token)
    WHERE coalesce(b.amount, 0) <> coalesce(b.minted, 0) + coalesce(m.amount, 0)
      OR (b.amount < 0 AND b.owner <> $1)`;
  return finding(
    'wallets hold what their transactions left',
    await wrongLines(runner, sql, [TRADERS]),
    `${await count(runner, 'sim_balances')} balances`,
  );
}

/** Slots lie before the head, and each stored one has as many transactions as it says. */
export async function checkHead(runner: QueryRunner): Promise<Finding> {
  const sql = `
    SELECT format('slot %s is beyond the head', slot) AS wrong
    FROM (SELECT slot FROM sim_slots UNION SELECT slot FROM sim_transactions UNION SELECT updated_slot FROM sim_pools) s
    WHERE slot > (SELECT slot FROM sim_head)
    UNION ALL
    SELECT format('slot %s has %s transactions, not %s', coalesce(s.slot, t.slot), coalesce(t.n, 0), s.transactions)
    FROM sim_slots s FULL JOIN (
      SELECT slot, count(*) AS n, max(position) AS last FROM sim_transactions
      WHERE slot > (SELECT pruned_slot FROM sim_head) GROUP BY slot
    ) t USING (slot)
    WHERE s.transactions IS DISTINCT FROM coalesce(t.n, 0) OR coalesce(t.n, 0) <> coalesce(t.last + 1, 0)`;
  return finding('slots are complete', await wrongLines(runner, sql), `${await count(runner, 'sim_slots')} slots`);
}

/** Each transaction kept its own limits, and its fills add up to its amounts. */
export async function checkTransactions(runner: QueryRunner): Promise<Finding> {
  const sql = `
    SELECT format('signature %s occurs %s times', signature, count(*)) AS wrong
    FROM sim_transactions GROUP BY signature HAVING count(*) > 1
    UNION ALL
    SELECT format('%s %s in slot %s of at most %s', client_ref, status, slot, last_valid_slot)
    FROM sim_transactions WHERE (slot > last_valid_slot) <> (status = 'expired')
    UNION ALL
    SELECT format('%s spent %s of %s for %s (at least %s)', client_ref, amount_spent, amount_in, amount_out, min_amount_out)
    FROM sim_transactions
    WHERE status = 'landed' AND (amount_spent <= amount_in AND amount_out >= min_amount_out) IS NOT TRUE
    UNION ALL
    SELECT format('the fills of %s do not add up to its amounts', t.client_ref)
    FROM sim_transactions t CROSS JOIN LATERAL (
      SELECT sum(CASE t.from_token WHEN "fromToken" THEN "amountIn" WHEN "toToken" THEN -"amountOut" ELSE 0 END) AS spent,
             sum(CASE t.to_token WHEN "toToken" THEN "amountOut" WHEN "fromToken" THEN -"amountIn" ELSE 0 END) AS bought
      FROM jsonb_to_recordset(t.fills)
        AS f("fromToken" text, "toToken" text, "amountIn" numeric, "amountOut" numeric)
    ) f
    WHERE t.status = 'landed' AND (f.spent = t.amount_spent AND f.bought = t.amount_out) IS NOT TRUE`;
  return finding(
    'transactions kept their limits',
    await wrongLines(runner, sql),
    `${await count(runner, 'sim_transactions')} transactions`,
  );
}
