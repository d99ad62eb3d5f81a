import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Price history by pair and interval (its length in seconds). Prices are whole quote tokens per whole base token,
 * volumes base units of the two tokens; `time` is the interval's first second. Updated many times, hence the free space.
 */
export class Candles1763700003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sim_candles (
        time          bigint NOT NULL,
        seconds       integer NOT NULL,
        trades        integer NOT NULL,
        base          text NOT NULL,
        quote         text NOT NULL,
        open          numeric NOT NULL,
        high          numeric NOT NULL,
        low           numeric NOT NULL,
        close         numeric NOT NULL,
        volume        numeric NOT NULL,
        quote_volume  numeric NOT NULL,
        PRIMARY KEY (base, quote, seconds, time)
      ) WITH (fillfactor = 80)`);
    // Finds a closed minute's candles of all pairs.
    await runner.query('CREATE INDEX sim_candles_minute ON sim_candles (time) WHERE seconds = 60');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sim_candles');
  }
}
