import type { QueryRunner } from 'typeorm';
import { venueOf } from '../../../venues/registry.js';
import { SimPool } from '../sim-pool.js';
import { finding, type Finding } from './finding.js';

interface PoolRow {
  readonly id: string;
  readonly venue: string;
  readonly tokens: readonly [string, string];
  readonly state: unknown;
  readonly minted: readonly [string, string];
}

/** For every token: what pools (uncollected fees included), wallets and traders hold is what was minted. */
export async function checkConservation(runner: QueryRunner): Promise<Finding> {
  const held = new Map<string, bigint>();
  const minted = new Map<string, bigint>();
  const add = (to: Map<string, bigint>, token: string, amount: bigint): void => {
    to.set(token, (to.get(token) ?? 0n) + amount);
  };
  const pools = (await runner.query(`
    SELECT id, venue, json_build_array(token_a, token_b) AS tokens, state,
           json_build_array(minted_a::text, minted_b::text) AS minted
    FROM sim_pools`)) as PoolRow[];
  for (const row of pools) {
    const holdings = venueOf(row.venue).holdings(SimPool.fromJson(row).state);
    for (const side of [0, 1] as const) {
      add(held, row.tokens[side], holdings[side]);
      add(minted, row.tokens[side], BigInt(row.minted[side]));
    }
  }
  const balances = (await runner.query(
    'SELECT token, sum(amount)::text AS amount, sum(minted)::text AS minted FROM sim_balances GROUP BY token',
  )) as { token: string; amount: string; minted: string }[];
  for (const { token, amount, minted: made } of balances) {
    add(held, token, BigInt(amount));
    add(minted, token, BigInt(made));
  }
  const wrong = [...minted].filter(([token, amount]) => held.get(token) !== amount);
  const details = wrong.map(([token, amount]) => `${token}: ${amount} minted, ${held.get(token) ?? 0n} held`);
  return finding('nothing is created or destroyed', details, `${minted.size} tokens in ${pools.length} pools`);
}
