import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Database, orUnavailable } from '../database/database.js';
import type { Statement } from '../database/database.js';
import { Rounds } from '../database/rounds.js';
import type { RoundKind } from '../database/rounds.js';
import { OrderReader } from './order-reader.js';
import type { HistoryPosition, OrderFilter, OrderHistory, StoredEvent } from './order-reader.js';
import { OrderEntity } from './order.entity.js';
import { OrderRows } from './order-rows.js';
import type { EventRow } from './order-rows.js';
import type { Order } from './order.js';

const HISTORY: Statement = {
  name: 'order_history',
  text: `
    SELECT i.n, o.*, (
      SELECT json_agg(json_build_object('order_id', e.order_id, 'seq', e.seq, 'event', e.event, 'attempt', e.attempt,
        'data', e.data, 'at', round(extract(epoch FROM e.at) * 1000)) ORDER BY e.seq)
      FROM order_events e WHERE e.order_id = o.id AND e.seq > i.after_seq) AS events
    FROM json_to_recordset($1::json) AS i(n int, id uuid, owner text, after_seq int)
    JOIN orders o ON o.id = i.id AND (i.owner IS NULL OR o.owner = i.owner)`,
};

const EVENTS_SINCE: Statement = {
  name: 'order_events_since',
  // Many rows, and nobody waits for them.
  query_timeout: 10_000,
  text: `
    SELECT order_id, seq, event, attempt, data, round(extract(epoch FROM at) * 1000) AS at,
      extract(epoch FROM stored_at) * 1000 AS stored_at
    FROM order_events WHERE stored_at >= to_timestamp($1::double precision / 1000)
    ORDER BY stored_at, order_id, seq LIMIT $2`,
};

const NOW: Statement = {
  name: 'database_time',
  text: `SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now`,
};

interface LookUp extends HistoryPosition {
  readonly owner: string | null;
}

/** Reads on PostgreSQL; look-ups share the rounds of the journal. */
@Injectable()
export class PgOrderReader extends OrderReader {
  private ticket = 0;
  private readonly lookUps: RoundKind<LookUp, OrderHistory | undefined> = {
    statement: HISTORY,
    // After the writes of its round, so that it sees them.
    order: 9,
    values: (batch) => [
      JSON.stringify(batch.map(({ owner, orderId, afterSeq }, n) => ({ n, id: orderId, owner, after_seq: afterSeq }))),
    ],
    results: (rows, batch) => {
      const found = new Map(rows.map((row) => [row['n'], row]));
      return batch.map((_, n) => {
        const row = found.get(n);
        return (
          row && {
            order: this.rows.order(row),
            events: ((row['events'] ?? []) as EventRow[]).map((e) => this.rows.event(e)),
          }
        );
      });
    },
  };

  constructor(
    private readonly rounds: Rounds,
    private readonly database: Database,
    private readonly rows: OrderRows,
    @InjectRepository(OrderEntity) private readonly orders: Repository<OrderEntity>,
  ) {
    super();
  }

  history(owner: string | null, position: HistoryPosition): Promise<OrderHistory | undefined> {
    return orUnavailable(this.rounds.submit(this.lookUps, `read ${this.ticket++}`, { owner, ...position }));
  }

  list(filter: OrderFilter): Promise<Order[]> {
    const query = this.orders.createQueryBuilder('o').where('o.owner = :owner', { owner: filter.owner });
    if (filter.status !== undefined) query.andWhere('o.status = :status', { status: filter.status });
    if (filter.fromToken !== undefined) query.andWhere('o.fromToken = :from', { from: filter.fromToken });
    if (filter.toToken !== undefined) query.andWhere('o.toToken = :to', { to: filter.toToken });
    if (filter.beforeId !== undefined) query.andWhere('o.id < :before', { before: filter.beforeId });
    return orUnavailable(query.orderBy('o.id', 'DESC').limit(filter.limit).getMany());
  }

  async eventsSince(storedAt: number, limit: number): Promise<StoredEvent[]> {
    const rows = await this.database.answer<EventRow & { stored_at: string }>(EVENTS_SINCE, [storedAt, limit]);
    return rows.map((row) => ({ ...this.rows.event(row), storedAt: Number(row.stored_at) }));
  }

  async databaseTime(): Promise<number> {
    const [row] = await this.database.answer<{ now: string }>(NOW, []);
    return Number(row?.now);
  }
}
