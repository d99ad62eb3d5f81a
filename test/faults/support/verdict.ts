import { isWhole } from '../../support/persist.js';
import type { Crowd } from './crowd.js';
import type { World } from './world.js';

/** What became of a crowd's orders, counted by SQL and from what its clients saw. All but `orders` should be 0. */
export interface Verdict {
  readonly orders: number;
  /** Acknowledged, but without a row or without an end. */
  readonly lost: number;
  /** Orders with more than one landed transaction. */
  readonly landedTwice: number;
  /** Orders with more landed transactions than confirmations: they failed although they landed. */
  readonly falselyFailed: number;
  /** Orders whose events are not 1..n, in the journal or at their client. */
  readonly gaps: number;
  /** Orders with another number of ends than one. */
  readonly wrongEnds: number;
  /** One client order id, several orders. */
  readonly doubled: number;
  /** Answers other than 200, 201 and 503. */
  readonly wrongAnswers: number;
  /** What the audit finds. */
  readonly audit: number;
}

/** The verdict when nothing is wrong. */
export function flawless(orders: number): Verdict {
  return {
    orders,
    lost: 0,
    landedTwice: 0,
    falselyFailed: 0,
    gaps: 0,
    wrongEnds: 0,
    doubled: 0,
    wrongAnswers: 0,
    audit: 0,
  };
}

const FINAL = `('confirmed', 'failed', 'cancelled', 'expired')`;

/** Judges from outside: plain SQL, the audit, and what the clients were shown. */
export async function judge(world: World, crowd: Crowd): Promise<Verdict> {
  const ids = [...crowd.acknowledged];
  const count = async (sql: string): Promise<number> => {
    const [row] = await world.query<{ n: string }>(`SELECT count(*) AS n FROM (${sql}) found`, [ids]);
    return Number(row?.n);
  };
  return {
    orders: ids.length,
    lost: await count(
      `SELECT id FROM unnest($1::uuid[]) AS a(id)
       WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = a.id AND o.status IN ${FINAL})`,
    ),
    landedTwice: await count(
      `SELECT split_part(client_ref, ':', 1) FROM sim_transactions
       WHERE status = 'landed' AND split_part(client_ref, ':', 1) = ANY($1) GROUP BY 1 HAVING count(*) > 1`,
    ),
    falselyFailed: await count(
      `SELECT o.id FROM orders o JOIN sim_transactions t ON split_part(t.client_ref, ':', 1) = o.id::text
       WHERE o.id = ANY($1::uuid[]) AND t.status = 'landed' AND o.status <> 'confirmed'`,
    ),
    gaps:
      crowd.lives.filter((life) => !isWhole(life)).length +
      (await count(
        `SELECT order_id FROM order_events WHERE order_id = ANY($1::uuid[])
         GROUP BY order_id HAVING min(seq) <> 1 OR max(seq) <> count(*)`,
      )),
    wrongEnds: await count(
      `SELECT a.id FROM unnest($1::uuid[]) AS a(id) LEFT JOIN order_events e
         ON e.order_id = a.id AND e.status IN ${FINAL} GROUP BY a.id HAVING count(e.seq) <> 1`,
    ),
    doubled: await count(
      `SELECT client_order_id FROM orders WHERE $1::text[] IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
    ),
    wrongAnswers: crowd.wrongAnswers.length,
    audit: (await world.faults()).length,
  };
}
