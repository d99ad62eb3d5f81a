import type { DataSource, QueryRunner } from 'typeorm';
import { auditWithin } from '../../chain/simulated/audit/audit.js';
import { finding } from '../../chain/simulated/audit/finding.js';
import type { Finding } from '../../chain/simulated/audit/finding.js';

interface Check {
  readonly name: string;
  /** Rows `what` of everything that is wrong. */
  readonly wrong: string;
  readonly counted: string;
}

const FINAL = `('confirmed', 'failed', 'cancelled', 'expired')`;
/** The order of a client reference `orderId:intent`; null for references that are no order's. */
const ORDER_OF = `CASE WHEN t.client_ref ~ '^[0-9a-f-]{36}:[0-9]+$' THEN split_part(t.client_ref, ':', 1)::uuid END`;

/** The digits that an amount has in whole tokens as in base units: all but zeros at either end. */
function digits(amount: string): string {
  return `trim(BOTH '0' FROM replace(${amount}, '.', ''))`;
}

const CHECKS: readonly Check[] = [
  {
    name: 'events are numbered 1..n without a gap',
    wrong: `
      SELECT 'order ' || o.id || ' has ' || count(e.seq) || ' events up to ' || coalesce(max(e.seq), 0)
        || ', its row says ' || o.last_seq AS what
      FROM orders o LEFT JOIN order_events e ON e.order_id = o.id
      GROUP BY o.id HAVING count(e.seq) <> o.last_seq OR coalesce(max(e.seq), 0) <> o.last_seq OR min(e.seq) <> 1`,
    counted: `SELECT count(*) || ' events of ' || count(DISTINCT order_id) || ' orders' AS what FROM order_events`,
  },
  {
    name: 'the last event tells the status of the row',
    wrong: `
      SELECT 'order ' || o.id || ' is ' || o.status || ', its last event ' || e.status AS what
      FROM orders o JOIN order_events e ON e.order_id = o.id AND e.seq = o.last_seq WHERE e.status <> o.status`,
    counted: `SELECT string_agg(n || ' ' || status, ', ' ORDER BY status) AS what
      FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) s`,
  },
  {
    name: 'at most one end per order, and only as its last event',
    wrong: `
      SELECT 'order ' || o.id || ' ends ' || count(*) || ' times' AS what
      FROM orders o JOIN order_events e ON e.order_id = o.id AND e.status IN ${FINAL}
      GROUP BY o.id HAVING count(*) > 1 OR max(e.seq) <> o.last_seq`,
    counted: `SELECT count(*) || ' finished orders' AS what FROM orders WHERE status IN ${FINAL}`,
  },
  {
    name: 'at most one landed transaction per order',
    wrong: `
      SELECT 'order ' || ${ORDER_OF} || ' landed ' || count(*) || ' times' AS what
      FROM sim_transactions t WHERE t.status = 'landed' AND ${ORDER_OF} IS NOT NULL
      GROUP BY ${ORDER_OF} HAVING count(*) > 1`,
    counted: `SELECT count(*) || ' landed transactions' AS what FROM sim_transactions WHERE status = 'landed'`,
  },
  {
    name: 'confirmed orders and landed transactions match one to one, with equal amounts',
    wrong: `
      SELECT 'order ' || o.id || ' is confirmed, its transaction is ' || coalesce(t.status, 'missing') || ' with '
        || coalesce(t.amount_spent::text, '-') || ' for ' || coalesce(t.amount_out::text, '-') AS what
      FROM orders o LEFT JOIN sim_transactions t ON t.client_ref = o.id || ':' || o.intent
      WHERE o.status = 'confirmed' AND (t.status IS DISTINCT FROM 'landed' OR t.amount_out <> o.amount_out
        OR t.amount_spent <> o.amount_in OR t.signature <> o.signature OR t.owner <> o.owner)
      UNION ALL
      SELECT 'transaction ' || t.client_ref || ' landed, its order is ' || coalesce(o.status, 'missing')
      FROM sim_transactions t LEFT JOIN orders o ON o.id = ${ORDER_OF}
      WHERE t.status = 'landed' AND ${ORDER_OF} IS NOT NULL
        AND o.status IS DISTINCT FROM 'confirmed' AND o.status IS DISTINCT FROM 'submitted'`,
    counted: `SELECT count(*) || ' confirmed orders' AS what FROM orders WHERE status = 'confirmed'`,
  },
  {
    name: 'what clients were told is what landed',
    wrong: `
      SELECT 'order ' || o.id || ' was told ' || coalesce(e.data->>'amountIn', '-') || ' for '
        || coalesce(e.data->>'amountOut', '-') || ' in slot ' || coalesce(e.data->>'slot', '-') || ', its transaction says '
        || t.amount_spent || ' for ' || t.amount_out || ' in slot ' || t.slot || ' (base units)' AS what
      FROM orders o JOIN order_events e ON e.order_id = o.id AND e.status = 'confirmed'
      JOIN sim_transactions t ON t.client_ref = o.id || ':' || o.intent
      WHERE (e.data->>'signature' = t.signature AND e.data->>'slot' = t.slot::text
        AND ${digits("e.data->>'amountIn'")} = ${digits('t.amount_spent::text')}
        AND ${digits("e.data->>'amountOut'")} = ${digits('t.amount_out::text')}) IS NOT TRUE`,
    counted: `SELECT count(*) || ' confirmations' AS what FROM order_events WHERE status = 'confirmed'`,
  },
  {
    name: 'no confirmed order got less than its minimum',
    wrong: `
      SELECT 'order ' || id || ' got ' || amount_out || ', its minimum was ' || min_amount_out AS what
      FROM orders WHERE status = 'confirmed' AND amount_out < min_amount_out`,
    counted: `SELECT count(*) || ' minimums' AS what FROM orders WHERE min_amount_out IS NOT NULL`,
  },
];

/** Proves that orders, their events and the chain's ledger agree, as of the transaction that the runner is in. Rejects with the driver's error. */
export async function auditAllWithin(runner: QueryRunner): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(await run(check, runner));
  return [...findings, ...(await auditWithin(runner))];
}

/** The same as of one snapshot of its own. */
export async function auditAll(source: DataSource): Promise<Finding[]> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await auditAllWithin(runner);
  } finally {
    await runner.query('ROLLBACK').catch(() => undefined);
    await runner.release();
  }
}

async function run({ name, wrong, counted }: Check, runner: QueryRunner): Promise<Finding> {
  const rows = (await runner.query(wrong)) as { what: string }[];
  const [count] = (await runner.query(counted)) as { what: string | null }[];
  const what = rows.map((row) => row.what);
  return finding(name, what, count?.what ?? 'none');
}
