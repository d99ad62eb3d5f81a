import type { Statement } from '../database/database.js';

/**
 * Appends events: per command one row of `$1`, per event one of `$2`; both refer by `n`. Rows are locked in id order
 * first, so that two processes never deadlock; epoch and last_seq as last read are the fence.
 */
export const APPEND: Statement = {
  name: 'journal_append',
  text: `
    WITH input AS MATERIALIZED (
      SELECT * FROM json_to_recordset($1::json) AS i(
        n int, id uuid, epoch int, last_seq int, new_seq int, status text, attempt int, intent int,
        min_amount_out numeric, next_attempt_ms int, route json, signature text, last_valid_slot bigint,
        amount_out numeric, executed_price text, failure_code text, failure_reason text, final boolean)),
    locked AS MATERIALIZED (
      SELECT o.id FROM orders o WHERE o.id IN (SELECT id FROM input) ORDER BY o.id FOR UPDATE),
    moved AS (
      UPDATE orders o SET
        status = i.status, last_seq = i.new_seq, attempt = i.attempt, intent = i.intent, claims_without_progress = 0,
        min_amount_out = i.min_amount_out,
        next_attempt_at = clock_timestamp() + i.next_attempt_ms * interval '1 millisecond',
        route = i.route, signature = i.signature, last_valid_slot = i.last_valid_slot, amount_out = i.amount_out,
        executed_price = i.executed_price, failure_code = i.failure_code, failure_reason = i.failure_reason,
        updated_at = clock_timestamp(), finished_at = CASE WHEN i.final THEN clock_timestamp() END
      FROM input i JOIN locked l ON l.id = i.id
      WHERE o.id = i.id AND o.epoch = i.epoch AND o.last_seq = i.last_seq
      RETURNING i.n, o.id, o.epoch, o.updated_at),
    stored AS (
      INSERT INTO order_events (order_id, seq, epoch, event, status, attempt, data, at)
      SELECT m.id, e.seq, m.epoch, e.event, e.status, e.attempt, e.data, to_timestamp(e.at / 1000.0)
      FROM json_to_recordset($2::json) AS e(
        n int, seq int, event text, status text, attempt int, data json, at double precision)
      JOIN moved m ON m.n = e.n)
    SELECT n, updated_at FROM moved`,
};

/** Stages orders with their first event; one that exists already under its client order id returns no row. */
export const STAGE: Statement = {
  name: 'journal_stage',
  text: `
    WITH input AS MATERIALIZED (
      SELECT * FROM json_to_recordset($1::json) AS i(
        id uuid, owner text, client_order_id text, request_hash text, type text, from_token text, to_token text,
        amount_in numeric, slippage_bps int, quote json, ttl_ms int, data json, at double precision)),
    made AS (
      INSERT INTO orders (id, owner, client_order_id, request_hash, type, from_token, to_token, amount_in,
        slippage_bps, quote, status, last_seq, expires_at, created_at, updated_at)
      SELECT id, owner, client_order_id, request_hash, type, from_token, to_token, amount_in, slippage_bps, quote,
        'pending', 1, clock_timestamp() + ttl_ms * interval '1 millisecond', clock_timestamp(), clock_timestamp()
      FROM input ORDER BY owner, client_order_id, id
      ON CONFLICT (owner, client_order_id) WHERE client_order_id IS NOT NULL DO NOTHING
      RETURNING *),
    stored AS (
      INSERT INTO order_events (order_id, seq, epoch, event, status, attempt, data, at)
      SELECT m.id, 1, 0, 'staged', 'pending', 0, i.data, to_timestamp(i.at / 1000.0)
      FROM made m JOIN input i ON i.id = m.id)
    SELECT * FROM made`,
};

/** The winner of a client order id: a second statement, because the first one's snapshot may be older than the winner. */
export const BY_CLIENT_ORDER_ID: Statement = {
  name: 'order_by_client_order_id',
  text: `SELECT * FROM orders WHERE owner = $1 AND client_order_id = $2`,
};

/** Promotes staged orders that are not overdue; raises the fence, so that expiry and cancellation of before are void. */
export const PROMOTE: Statement = {
  name: 'journal_promote',
  text: `
    WITH target AS MATERIALIZED (
      SELECT o.id FROM orders o JOIN unnest($1::uuid[], $2::text[]) AS w(id, owner)
        ON o.id = w.id AND (w.owner IS NULL OR o.owner = w.owner)
      ORDER BY o.id FOR UPDATE OF o)
    UPDATE orders o SET promoted_at = clock_timestamp(), epoch = o.epoch + 1, updated_at = clock_timestamp()
    FROM target t
    WHERE o.id = t.id AND o.status = 'pending' AND o.promoted_at IS NULL AND o.expires_at > clock_timestamp()
    RETURNING o.id, o.generation`,
};

/**
 * Gives open, promoted orders to the caller; writers of earlier epochs write nothing from now on. When the next attempt
 * is due is told as a wait: the caller's clock may be wrong.
 */
export const CLAIM: Statement = {
  name: 'journal_claim',
  text: `
    WITH target AS MATERIALIZED (
      SELECT o.id FROM orders o WHERE o.id = ANY($1::uuid[]) ORDER BY o.id FOR UPDATE)
    UPDATE orders o SET epoch = o.epoch + 1, claims_without_progress = o.claims_without_progress + 1,
      enqueued_at = coalesce(o.enqueued_at, clock_timestamp()), updated_at = clock_timestamp()
    FROM target t
    WHERE o.id = t.id AND o.status IN ('pending', 'routing', 'building', 'submitted') AND o.promoted_at IS NOT NULL
    RETURNING o.*, greatest(0, extract(epoch FROM o.next_attempt_at - clock_timestamp()) * 1000) AS due_in_ms`,
};
