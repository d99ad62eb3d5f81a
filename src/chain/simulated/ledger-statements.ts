import type { Statement } from '../../database/database.js';

/** Makes the market once: of several processes that start together, the one whose head row stays writes the pools. */
export const GENESIS: Statement = {
  name: 'sim-genesis',
  text: `
    WITH head AS (
      INSERT INTO sim_head (id, slot, time_ms) VALUES (1, 0, $1::bigint) ON CONFLICT DO NOTHING RETURNING slot
    )
    INSERT INTO sim_pools (id, position, venue, token_a, token_b, state, first_state, minted_a, minted_b, updated_slot)
    SELECT p.id, p.position, p.venue, p.token_a, p.token_b, p.state, p.state, p.minted_a, p.minted_b, head.slot
    FROM head, json_to_recordset($2::json) AS p(
      id text, position integer, venue text, token_a text, token_b text, state jsonb, minted_a numeric, minted_b numeric)`,
};

/** The head, and whether this process may produce the next slot. */
export const LEASE: Statement = {
  name: 'sim-lease',
  text: `
    SELECT slot::float8 AS slot, time_ms::float8 AS "timeMs", (leader = $1 OR until < clock_timestamp()) IS TRUE AS open
    FROM sim_head WHERE id = 1`,
};

export const POOLS: Statement = {
  name: 'sim-pools',
  text: `
    SELECT id, venue, json_build_array(token_a, token_b) AS tokens, state FROM sim_pools ORDER BY position`,
};

export const WALLETS: Statement = {
  name: 'sim-wallets',
  text: 'SELECT owner, token, amount::text FROM sim_balances WHERE owner = ANY($1::text[]) ORDER BY owner, token',
};

/** Oldest first. What has landed already was sent again after all, and only waits to be forgotten. */
export const MEMPOOL: Statement = {
  name: 'sim-mempool',
  text: `
    SELECT m.seq::text, m.body, EXISTS (SELECT 1 FROM sim_transactions t WHERE t.client_ref = m.client_ref) AS known
    FROM sim_mempool m ORDER BY m.seq LIMIT $1`,
};

/** What comes later in time than the candle holds so far. */
const ADD_TO_CANDLE = `
      ON CONFLICT (base, quote, seconds, time) DO UPDATE
      SET high = greatest(c.high, excluded.high), low = least(c.low, excluded.low), close = excluded.close,
          volume = c.volume + excluded.volume, quote_volume = c.quote_volume + excluded.quote_volume,
          trades = c.trades + excluded.trades`;

/**
 * One slot as one statement, hence one transaction. No row comes back when the head has moved on or another leader's
 * lease holds: then nothing was written. It waits for the disk: a landing must not be told and then lost in a crash.
 * A slot's trades go to candles of one minute; the slot that begins a new minute adds the one before to longer candles.
 */
export const COMMIT_SLOT: Statement = {
  name: 'sim-commit-slot',
  text: `
    WITH head AS (
      UPDATE sim_head
      SET slot = $1::bigint, time_ms = $2::bigint, leader = $3::text,
          until = clock_timestamp() + $4::float8 * interval '1 millisecond'
      WHERE id = 1 AND slot = $1::bigint - 1 AND (leader = $3::text OR until < clock_timestamp())
      RETURNING slot, time_ms / 1000 AS time
    ), pools AS (
      UPDATE sim_pools p SET state = c.state, updated_slot = head.slot
      FROM head, json_to_recordset($5::json) AS c(id text, state jsonb)
      WHERE p.id = c.id
    ), balances AS (
      INSERT INTO sim_balances (owner, token, amount, minted)
      SELECT b.owner, b.token, b.amount, b.minted
      FROM head, json_to_recordset($6::json) AS b(owner text, token text, amount numeric, minted numeric)
      ON CONFLICT (owner, token) DO UPDATE SET amount = excluded.amount
    ), transactions AS (
      INSERT INTO sim_transactions
      SELECT t.client_ref, t.signature, head.slot, t.position, head.time, t.owner, t.from_token, t.to_token, t.amount_in,
             t.min_amount_out, t.last_valid_slot, t.legs, t.status, t.code, t.reason, t.amount_spent, t.amount_out,
             t.fills, t.states
      FROM head, json_to_recordset($7::json) AS t(
        client_ref text, signature text, position integer, owner text, from_token text, to_token text,
        amount_in numeric, min_amount_out numeric, last_valid_slot bigint, legs jsonb, status text, code text,
        reason text, amount_spent numeric, amount_out numeric, fills jsonb, states jsonb)
    ), slots AS (
      INSERT INTO sim_slots (slot, time, transactions, trades)
      SELECT head.slot, head.time, s.transactions, s.trades
      FROM head, json_to_recordset($8::json) AS s(transactions integer, trades jsonb)
    ), minutes AS (
      INSERT INTO sim_candles AS c (base, quote, seconds, time, open, high, low, close, volume, quote_volume, trades)
      SELECT n.base, n.quote, 60, head.time - head.time % 60, n.open, n.high, n.low, n.close, n.volume, n.quote_volume,
             n.trades
      FROM head, json_to_recordset($10::json) AS n(
        base text, quote text, open numeric, high numeric, low numeric, close numeric, volume numeric,
        quote_volume numeric, trades integer)
      ${ADD_TO_CANDLE}
    ), closed AS (
      INSERT INTO sim_candles AS c (base, quote, seconds, time, open, high, low, close, volume, quote_volume, trades)
      SELECT m.base, m.quote, n.seconds, m.time - m.time % n.seconds, m.open, m.high, m.low, m.close, m.volume,
             m.quote_volume, m.trades
      FROM head, sim_candles m, unnest(ARRAY[300, 900, 3600, 86400]) AS n(seconds)
      WHERE $11::bigint IS NOT NULL AND m.seconds = 60 AND m.time = $11::bigint
      ${ADD_TO_CANDLE}
    ), gone AS (
      DELETE FROM sim_mempool m USING head WHERE m.seq = ANY($9::bigint[])
    )
    SELECT slot FROM head`,
};

export const RELEASE_LEASE: Statement = {
  name: 'sim-release-lease',
  text: `UPDATE sim_head SET until = clock_timestamp() WHERE id = 1 AND leader = $1 AND until > clock_timestamp()`,
};

export const PRUNE_SLOTS: Statement = {
  name: 'sim-prune-slots',
  text: `
    WITH gone AS (DELETE FROM sim_slots WHERE slot <= $1::bigint)
    UPDATE sim_head SET pruned_slot = greatest(pruned_slot, $1::bigint) WHERE id = 1`,
};
