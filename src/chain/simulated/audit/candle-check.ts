import type { QueryRunner } from 'typeorm';
import { finding, type Finding } from './finding.js';

/** As far back as slots are kept whole, candles of one minute hold exactly what was swapped. */
const MINUTES = `
  WITH kept AS (
    SELECT CASE pruned_slot WHEN 0 THEN 0 ELSE (SELECT min(time - time % 60) + 60 FROM sim_slots) END AS since
    FROM sim_head
  ), swaps AS (
    SELECT s.time - s.time % 60 AS time, f.*
    FROM sim_slots s CROSS JOIN jsonb_to_recordset(s.trades)
      AS f(pool text, "fromToken" text, "amountIn" numeric, "amountOut" numeric)
    UNION ALL
    SELECT t.time - t.time % 60, f.*
    FROM sim_transactions t CROSS JOIN jsonb_to_recordset(t.fills)
      AS f(pool text, "fromToken" text, "amountIn" numeric, "amountOut" numeric)
    WHERE t.status = 'landed'
  ), sums AS (
    SELECT p.token_a AS base, p.token_b AS quote, s.time, count(*) AS trades,
           sum(CASE s."fromToken" WHEN p.token_a THEN s."amountIn" ELSE s."amountOut" END) AS volume,
           sum(CASE s."fromToken" WHEN p.token_a THEN s."amountOut" ELSE s."amountIn" END) AS quote_volume
    FROM swaps s JOIN sim_pools p ON p.id = s.pool
    WHERE s.time >= (SELECT since FROM kept)
    GROUP BY p.token_a, p.token_b, s.time
  ), candles AS (
    SELECT * FROM sim_candles WHERE seconds = 60 AND time >= (SELECT since FROM kept)
  )
  SELECT format('%s/%s had %s swaps in the minute from %s, its candle %s', base, quote, coalesce(s.trades, 0), time,
                coalesce(c.trades, 0)) AS wrong
  FROM sums s FULL JOIN candles c USING (base, quote, time)
  WHERE (s.trades = c.trades AND s.volume = c.volume AND s.quote_volume = c.quote_volume AND c.low <= c.high
         AND c.open BETWEEN c.low AND c.high AND c.close BETWEEN c.low AND c.high) IS NOT TRUE`;

/** Longer candles are made of the closed minutes'. */
const LONGER = `
  WITH minutes AS (
    SELECT base, quote, n.seconds, m.time - m.time % n.seconds AS time, (array_agg(open ORDER BY m.time))[1] AS open,
           max(high) AS high, min(low) AS low, (array_agg(close ORDER BY m.time DESC))[1] AS close,
           sum(volume) AS volume, sum(quote_volume) AS quote_volume, sum(trades) AS trades
    FROM sim_candles m CROSS JOIN unnest(ARRAY[300, 900, 3600, 86400]) AS n(seconds)
    WHERE m.seconds = 60 AND m.time < (SELECT time_ms / 60000 * 60 FROM sim_head)
    GROUP BY base, quote, n.seconds, m.time - m.time % n.seconds
  )
  SELECT format('the candle of %s/%s over %s s from %s is not what its minutes are', base, quote, seconds, time) AS wrong
  FROM minutes m FULL JOIN (SELECT * FROM sim_candles WHERE seconds > 60) c USING (base, quote, seconds, time)
  WHERE ((m.open, m.high, m.low, m.close, m.volume, m.quote_volume, m.trades)
         = (c.open, c.high, c.low, c.close, c.volume, c.quote_volume, c.trades)) IS NOT TRUE`;

/** Candles are what the slots traded. */
export async function checkCandles(runner: QueryRunner): Promise<Finding> {
  const wrong: { wrong: string }[] = [];
  for (const sql of [MINUTES, LONGER]) wrong.push(...((await runner.query(sql)) as { wrong: string }[]));
  const [row] = (await runner.query('SELECT count(*)::text AS n FROM sim_candles')) as { n: string }[];
  return finding(
    'candles are what was swapped',
    wrong.map((line) => line.wrong),
    `${row?.n ?? '0'} candles`,
  );
}
