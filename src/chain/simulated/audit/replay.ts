import { isDeepStrictEqual } from 'node:util';
import type { QueryRunner } from 'typeorm';
import { venueOf } from '../../../venues/registry.js';
import { swap, type LegExecution } from '../executor.js';
import { SimPool } from '../sim-pool.js';
import { fillFromJson, type FillJson } from '../transaction-json.js';
import { finding, type Finding } from './finding.js';
import { ReplayedCandles } from './replayed-candles.js';

interface SlotRow {
  readonly slot: number;
  readonly time: number;
  readonly trades: readonly FillJson[] | null;
  /** Of the landed transactions, in order. */
  readonly landed: readonly {
    readonly ref: string;
    readonly fills: readonly FillJson[];
    readonly states: readonly unknown[];
  }[];
}

type Holdings = readonly [bigint, bigint];

const SLOTS_AT_A_TIME = 200;

const SLOTS = `
  SELECT n.slot::float8 AS slot, n.time::float8 AS time, s.trades,
         coalesce((SELECT json_agg(json_build_object('ref', t.client_ref, 'fills', t.fills, 'states', t.states) ORDER BY t.position)
                   FROM sim_transactions t WHERE t.slot = n.slot AND t.status = 'landed'), '[]') AS landed
  FROM (SELECT slot, time FROM sim_slots WHERE slot > $1 UNION SELECT slot, time FROM sim_transactions WHERE slot > $1
        ORDER BY slot LIMIT $2) n
  LEFT JOIN sim_slots s USING (slot) ORDER BY n.slot`;

/**
 * Every landed leg, computed again from the pool's state stored with it, gives the stored amounts, and the pool gains
 * and gives just those; and as far back as slots are kept, each pool goes without a gap from one swap to the next up to
 * its present state. Where all slots are kept, that is from its first state on, and candles have the prices that it
 * passed.
 */
export async function checkReplay(runner: QueryRunner): Promise<Finding> {
  const [head] = (await runner.query('SELECT pruned_slot::float8 AS pruned FROM sim_head')) as { pruned: number }[];
  const pruned = head?.pruned ?? 0;
  const pools = await poolsOf(runner, 'state');
  const first = pruned === 0 ? await poolsOf(runner, 'first_state') : new Map<string, SimPool>();
  const whole = first.size === pools.size;
  const replay = new Replay(pools, first);
  for (let after = -1; ;) {
    const rows = (await runner.query(SLOTS, [after, SLOTS_AT_A_TIME])) as SlotRow[];
    for (const row of rows) replay.slot(row, row.slot > pruned);
    const last = rows.at(-1);
    if (!last) break;
    after = last.slot;
  }
  replay.end();
  const wrong = whole ? [...replay.wrong, ...(await replay.candles.wrong(runner))] : replay.wrong;
  return finding('every swap recomputes', wrong, `${replay.swaps} swaps${whole ? ', from the first slot on' : ''}`);
}

/** The pools in the state of a column, where they have one. */
async function poolsOf(runner: QueryRunner, column: 'state' | 'first_state'): Promise<Map<string, SimPool>> {
  const sql = `
    SELECT id, venue, json_build_array(token_a, token_b) AS tokens, ${column} AS state
    FROM sim_pools WHERE ${column} IS NOT NULL`;
  const rows = (await runner.query(sql)) as Parameters<typeof SimPool.fromJson>[0][];
  return new Map(rows.map((row) => [row.id, SimPool.fromJson(row)]));
}

class Replay {
  readonly wrong: string[] = [];
  swaps = 0;
  readonly candles = new ReplayedCandles();
  /** Each pool after its last swap, from the first one on whose state is known. */
  private readonly current: Map<string, SimPool>;

  constructor(
    private readonly pools: ReadonlyMap<string, SimPool>,
    first: ReadonlyMap<string, SimPool>,
  ) {
    this.current = new Map(first);
  }

  slot({ slot, time, trades, landed }: SlotRow, complete: boolean): void {
    for (const { ref, fills, states } of landed) {
      fills.forEach((fill, index) => {
        const before = this.poolIn(fill.pool, states[index]);
        const known = complete ? this.current.get(fill.pool) : undefined;
        if (!before || (known && !sameState(known, before))) {
          this.wrong.push(`${ref} does not begin where pool ${fill.pool} was before it in slot ${slot}`);
        }
        this.step(before, fill, time, ref);
      });
    }
    for (const trade of trades ?? []) {
      if (complete) this.step(this.current.get(trade.pool), trade, time, `a trade in slot ${slot}`);
    }
    if (!complete) this.current.clear();
  }

  end(): void {
    for (const [id, pool] of this.current) {
      const present = this.pools.get(id);
      if (!present || !sameState(pool, present)) this.wrong.push(`pool ${id} is not as its last swap left it`);
    }
  }

  private poolIn(id: string, state: unknown): SimPool | undefined {
    const pool = this.pools.get(id);
    return pool?.withState(venueOf(pool.venue).fromJson(state));
  }

  private step(before: SimPool | undefined, stored: FillJson, time: number, what: string): void {
    if (!before) return;
    const fill = fillFromJson(stored);
    const again = swap(before, fill, fill.amountIn, time);
    this.swaps++;
    if (typeof again === 'string') {
      this.wrong.push(`${what}: ${again}`);
      return;
    }
    if (!isDeepStrictEqual(again.fill, fill)) {
      this.wrong.push(`${what}: stored ${fill.amountOut} ${fill.toToken}, computed again ${again.fill.amountOut}`);
    }
    if (!conserves(again)) this.wrong.push(`${what}: pool ${fill.pool} does not hold what it took and gave`);
    this.candles.add(again, time);
    this.current.set(fill.pool, again.after);
  }
}

/** Whether the pool (fees that nobody collected yet included) gained what was paid and gave what was bought. */
function conserves({ fill, before, after }: LegExecution): boolean {
  const [was, is] = [before, after].map(({ venue, state }) => venueOf(venue).holdings(state)) as [Holdings, Holdings];
  return before.tokens.every((token, side) => {
    const gained = token === fill.fromToken ? fill.amountIn : -fill.amountOut;
    return (is[side] as bigint) - (was[side] as bigint) === gained;
  });
}

function sameState(a: SimPool, b: SimPool): boolean {
  return isDeepStrictEqual(a.state, b.state);
}
