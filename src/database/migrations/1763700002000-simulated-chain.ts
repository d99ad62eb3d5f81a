import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The simulated chain: its head and lease, pools, wallets, slots, transactions, and what waits for a slot. */
export class SimulatedChain1763700002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sim_head (
        id           integer PRIMARY KEY CHECK (id = 1),
        slot         bigint NOT NULL,
        time_ms      bigint NOT NULL,
        leader       text,
        until        timestamptz NOT NULL DEFAULT '-infinity',
        pruned_slot  bigint NOT NULL DEFAULT 0
      )`);
    await runner.query(`
      CREATE TABLE sim_pools (
        id            text PRIMARY KEY,
        position      integer NOT NULL UNIQUE,
        venue         text NOT NULL,
        token_a       text NOT NULL,
        token_b       text NOT NULL,
        state         jsonb NOT NULL,
        minted_a      numeric NOT NULL,
        minted_b      numeric NOT NULL,
        updated_slot  bigint NOT NULL
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE sim_balances (
        owner   text NOT NULL,
        token   text NOT NULL,
        amount  numeric NOT NULL,
        minted  numeric NOT NULL,
        PRIMARY KEY (owner, token)
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE sim_slots (
        slot          bigint PRIMARY KEY,
        time          bigint NOT NULL,
        transactions  integer NOT NULL,
        trades        jsonb NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE sim_transactions (
        client_ref       text PRIMARY KEY,
        signature        text NOT NULL,
        slot             bigint NOT NULL,
        position         integer NOT NULL,
        time             bigint NOT NULL,
        owner            text NOT NULL,
        from_token       text NOT NULL,
        to_token         text NOT NULL,
        amount_in        numeric NOT NULL,
        min_amount_out   numeric NOT NULL,
        last_valid_slot  bigint NOT NULL,
        legs             jsonb NOT NULL,
        status           text NOT NULL CHECK (status IN ('landed', 'failed', 'expired')),
        code             text,
        reason           text,
        amount_spent     numeric,
        amount_out       numeric,
        fills            jsonb,
        states           jsonb,
        UNIQUE (slot, position)
      )`);
    // What a crash of the database loses here was dropped by the chain, as far as its sender can tell, and is sent again.
    await runner.query(`
      CREATE UNLOGGED TABLE sim_mempool (
        seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        client_ref  text NOT NULL UNIQUE,
        body        jsonb NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sim_mempool, sim_transactions, sim_slots, sim_balances, sim_pools, sim_head');
  }
}
