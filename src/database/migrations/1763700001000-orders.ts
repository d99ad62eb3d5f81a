import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders and their history. */
export class Orders1763700001000 implements MigrationInterface {
  name = 'Orders1763700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE orders (
        id                      uuid PRIMARY KEY,
        owner                   text NOT NULL,
        client_order_id         text,
        request_hash            text NOT NULL,
        type                    text NOT NULL,
        from_token              text NOT NULL,
        to_token                text NOT NULL,
        amount_in               numeric(20, 0) NOT NULL CHECK (amount_in > 0),
        slippage_bps            int NOT NULL CHECK (slippage_bps BETWEEN 0 AND 5000),
        min_amount_out          numeric(20, 0),
        status                  text NOT NULL,
        last_seq                int NOT NULL,
        epoch                   int NOT NULL DEFAULT 0,
        intent                  int NOT NULL DEFAULT 0,
        attempt                 int NOT NULL DEFAULT 0,
        generation              int NOT NULL DEFAULT 0,
        claims_without_progress int NOT NULL DEFAULT 0,
        promoted_at             timestamptz,
        enqueued_at             timestamptz,
        next_attempt_at         timestamptz,
        expires_at              timestamptz NOT NULL,
        route                   json,
        signature               text,
        last_valid_slot         bigint,
        amount_out              numeric(20, 0),
        executed_price          text,
        failure_code            text,
        failure_reason          text,
        created_at              timestamptz NOT NULL,
        updated_at              timestamptz NOT NULL,
        finished_at             timestamptz,
        CONSTRAINT orders_status CHECK (status IN
          ('pending', 'routing', 'building', 'submitted', 'confirmed', 'failed', 'cancelled', 'expired'))
      ) WITH (fillfactor = 80);

      CREATE UNIQUE INDEX orders_client_order_id ON orders (owner, client_order_id) WHERE client_order_id IS NOT NULL;
      CREATE INDEX orders_by_status ON orders (owner, status, id);
      -- What the sweeps read: small however long the history is.
      CREATE INDEX orders_open ON orders (id) WHERE status IN ('pending', 'routing', 'building', 'submitted');

      CREATE TABLE order_events (
        order_id  uuid NOT NULL,
        seq       int NOT NULL CHECK (seq > 0),
        epoch     int NOT NULL,
        event     text NOT NULL,
        status    text NOT NULL,
        attempt   int NOT NULL,
        data      json NOT NULL, -- not jsonb: what is replayed is what was shown, to the byte
        at        timestamptz NOT NULL,
        stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (order_id, seq),
        CONSTRAINT order_events_once UNIQUE (order_id, attempt, event, status)
      );

      CREATE UNIQUE INDEX order_events_one_end ON order_events (order_id)
        WHERE status IN ('confirmed', 'failed', 'cancelled', 'expired');
      CREATE INDEX order_events_stored_at ON order_events USING brin (stored_at) WITH (pages_per_range = 16);

      CREATE FUNCTION order_events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'order_events is append-only';
      END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON order_events
        FOR EACH STATEMENT EXECUTE FUNCTION order_events_are_append_only();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE order_events;
      DROP FUNCTION order_events_are_append_only();
      DROP TABLE orders;
    `);
  }
}
