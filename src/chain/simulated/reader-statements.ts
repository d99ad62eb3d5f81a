import type { Statement } from '../../database/database.js';

/** Takes transactions in the order given; what waits or has been included already is left as it is. */
export const TAKE: Statement = {
  name: 'sim-take',
  text: `
    INSERT INTO sim_mempool (client_ref, body)
    SELECT t.body->>'clientRef', t.body
    FROM json_array_elements($1::json) WITH ORDINALITY AS t(body, n)
    WHERE NOT EXISTS (SELECT 1 FROM sim_transactions x WHERE x.client_ref = t.body->>'clientRef')
    ORDER BY t.n
    ON CONFLICT (client_ref) DO NOTHING
    RETURNING seq::text, client_ref AS "clientRef"`,
};

/** What is known of each reference, and the head, in one snapshot. */
export const LOOK_UP: Statement = {
  name: 'sim-look-up',
  text: `
    SELECT r.ref, h.slot::float8 AS head, t.status, t.slot::float8 AS slot, t.signature, t.code, t.reason,
           t.amount_spent::text AS "amountIn", t.amount_out::text AS "amountOut", t.fills,
           EXISTS (SELECT 1 FROM sim_mempool m WHERE m.client_ref = r.ref) AS waiting
    FROM unnest($1::text[]) AS r(ref) CROSS JOIN sim_head h LEFT JOIN sim_transactions t ON t.client_ref = r.ref`,
};

/** The head and the pools that changed after a slot; always at least one row. */
export const CHANGES: Statement = {
  name: 'sim-changes',
  text: `
    SELECT h.slot::float8 AS slot, h.time_ms::float8 AS "timeMs",
           p.id, p.venue, json_build_array(p.token_a, p.token_b) AS tokens, p.state
    FROM sim_head h LEFT JOIN sim_pools p ON p.updated_slot > $1::bigint
    ORDER BY p.position`,
};

/** What was included under a signature, with the tokens of the pools that it went through. */
export const TRANSACTION: Statement = {
  name: 'sim-transaction',
  text: `
    SELECT t.signature, t.client_ref AS "clientRef", t.slot::float8 AS slot, t.time::float8 AS time, t.position,
           t.from_token AS "fromToken", t.to_token AS "toToken", t.amount_in::text AS "amountIn",
           t.min_amount_out::text AS "minAmountOut", t.last_valid_slot::float8 AS "lastValidSlot", t.status, t.code,
           t.reason, t.amount_out::text AS "amountOut", t.fills, t.states,
           (SELECT json_object_agg(p.id, json_build_array(p.token_a, p.token_b)) FROM sim_pools p
            WHERE p.id IN (SELECT f->>'pool' FROM jsonb_array_elements(t.fills) f)) AS tokens
    FROM sim_transactions t WHERE t.signature = $1`,
};

export const BALANCES: Statement = {
  name: 'sim-wallet',
  text: 'SELECT token, amount::text FROM sim_balances WHERE owner = $1',
};

/**
 * The newest candles of a pair before a time, newest first. The head's minute is in no longer candle yet, and is added
 * here.
 */
export const CANDLES: Statement = {
  name: 'sim-candles',
  text: `
    SELECT time::float8 AS time, (array_agg(open ORDER BY part))[1]::text AS open, max(high)::text AS high,
           min(low)::text AS low, (array_agg(close ORDER BY part DESC))[1]::text AS close, sum(volume)::text AS volume,
           sum(quote_volume)::text AS "quoteVolume", sum(trades)::float8 AS trades
    FROM (
      (SELECT 0 AS part, time, open, high, low, close, volume, quote_volume, trades
       FROM sim_candles
       WHERE base = $1 AND quote = $2 AND seconds = $3::integer AND time < $4::bigint
       ORDER BY time DESC LIMIT $5)
      UNION ALL
      SELECT 1, m.time - m.time % $3::integer, m.open, m.high, m.low, m.close, m.volume, m.quote_volume, m.trades
      FROM sim_candles m
      WHERE m.base = $1 AND m.quote = $2 AND m.seconds = 60 AND $3::integer > 60
        AND m.time = (SELECT time_ms / 60000 * 60 FROM sim_head) AND m.time - m.time % $3::integer < $4::bigint
    ) c
    GROUP BY time ORDER BY time DESC LIMIT $5`,
};
