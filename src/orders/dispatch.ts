import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Statement } from '../database/database.js';

/** An order and the queue job that should carry it. */
export interface Dispatch {
  readonly id: string;
  readonly generation: number;
}

const OPEN = `status IN ('pending', 'routing', 'building', 'submitted')`;

const TAKE_UNQUEUED: Statement = {
  name: 'dispatch_take_unqueued',
  text: `
    UPDATE orders SET enqueued_at = clock_timestamp()
    WHERE id IN (
      SELECT id FROM orders
      WHERE ${OPEN} AND promoted_at < clock_timestamp() - $1 * interval '1 millisecond' AND enqueued_at IS NULL
      ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING id, generation`,
};

const MARK: Statement = {
  name: 'dispatch_mark',
  text: `UPDATE orders SET enqueued_at = clock_timestamp() WHERE id = ANY($1::uuid[]) AND enqueued_at IS NULL AND ${OPEN}`,
};

const UNMARK: Statement = {
  name: 'dispatch_unmark',
  text: `UPDATE orders SET enqueued_at = NULL WHERE id = ANY($1::uuid[]) AND ${OPEN}`,
};

const QUEUED: Statement = {
  name: 'dispatch_queued',
  text: `
    SELECT id, generation FROM orders
    WHERE ${OPEN} AND enqueued_at IS NOT NULL AND updated_at < clock_timestamp() - $1 * interval '1 millisecond'
      AND (next_attempt_at IS NULL OR next_attempt_at < clock_timestamp()) AND id > $2
    ORDER BY id LIMIT $3`,
};

const RENEW: Statement = {
  name: 'dispatch_renew',
  text: `
    UPDATE orders SET generation = generation + 1, enqueued_at = NULL
    WHERE id = $1 AND generation = $2 AND ${OPEN} AND promoted_at IS NOT NULL
    RETURNING id, generation`,
};

/** The outbox: which promoted orders the queue has, as far as the database knows. Never touches a status. */
@Injectable()
export class OrderDispatch {
  constructor(private readonly database: Database) {}

  /** Takes promoted orders that no queue job is known of, `olderThanMs` after promotion; no two callers get the same. */
  takeUnqueued(olderThanMs: number, limit: number): Promise<Dispatch[]> {
    return this.database.query(TAKE_UNQUEUED, [olderThanMs, limit]);
  }

  async markQueued(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.database.query(MARK, [ids]);
  }

  /** Gives back what could not be put on the queue. */
  async giveBack(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.database.query(UNMARK, [ids]);
  }

  /** Open orders that should be on the queue and have not moved for `quietMs`, by id after `afterId`. */
  queued(quietMs: number, afterId: string, limit: number): Promise<Dispatch[]> {
    return this.database.query(QUEUED, [quietMs, afterId, limit]);
  }

  /** A new generation for an order whose job is gone; undefined when the order moved on meanwhile. */
  async renew(dispatch: Dispatch): Promise<Dispatch | undefined> {
    const [renewed] = await this.database.query<Dispatch>(RENEW, [dispatch.id, dispatch.generation]);
    return renewed;
  }
}
