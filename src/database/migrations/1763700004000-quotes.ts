import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that execute a quote as it was shown, and the key that quotes are signed with. */
export class Quotes1763700004000 implements MigrationInterface {
  name = 'Quotes1763700004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE secrets (
        name   text PRIMARY KEY,
        value  bytea NOT NULL
      );
      ALTER TABLE orders ADD COLUMN quote json;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN quote; DROP TABLE secrets;');
  }
}
