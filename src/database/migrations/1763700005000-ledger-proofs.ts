import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lets anyone check the simulated chain: each pool as it was before the first slot (null on a chain that began
 * without it), and a way to a transaction by its signature.
 */
export class LedgerProofs1763700005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sim_pools ADD COLUMN first_state jsonb');
    // By hash, for signatures are long, come in no order, and are only ever looked up whole.
    await runner.query('CREATE INDEX sim_transactions_signature ON sim_transactions USING hash (signature)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sim_transactions_signature');
    await runner.query('ALTER TABLE sim_pools DROP COLUMN first_state');
  }
}
