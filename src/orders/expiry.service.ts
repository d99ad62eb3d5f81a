import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Database } from '../database/database.js';
import type { Statement } from '../database/database.js';
import { OrderJournal, Superseded } from './journal.js';
import { OrderRows } from './order-rows.js';
import type { Order } from './order.js';

const STAGED_AND_OVERDUE = `status = 'pending' AND promoted_at IS NULL AND expires_at <= clock_timestamp()`;

const OVERDUE: Statement = {
  name: 'orders_overdue',
  text: `SELECT * FROM orders WHERE ${STAGED_AND_OVERDUE} ORDER BY id LIMIT $1`,
};

const OVERDUE_ONE: Statement = {
  name: 'order_overdue',
  text: `SELECT * FROM orders WHERE ${STAGED_AND_OVERDUE} AND id = $1`,
};

type Row = Readonly<Record<string, unknown>>;

/**
 * Ends staged orders that nobody connected to in time. Overdue by the database's clock once is overdue for ever, and
 * promotion raises the epoch: so the fence of the append lets exactly one of expiry, promotion and cancellation win.
 */
@Injectable()
export class OrderExpiry {
  constructor(
    private readonly database: Database,
    private readonly rows: OrderRows,
    private readonly journal: OrderJournal,
    private readonly clock: Clock,
  ) {}

  /** Expires this order if it is overdue and still staged; whether it did. */
  async expireIfOverdue(orderId: string): Promise<boolean> {
    const [row] = await this.database.query<Row>(OVERDUE_ONE, [orderId]);
    return row !== undefined && (await this.expire(this.rows.order(row)));
  }

  /** Expires all that is overdue, at most `limit` orders; how many it was. */
  async sweep(limit: number): Promise<number> {
    const overdue = await this.database.query<Row>(OVERDUE, [limit]);
    const expired = await Promise.all(overdue.map((row) => this.expire(this.rows.order(row))));
    return expired.filter(Boolean).length;
  }

  private async expire(order: Order): Promise<boolean> {
    const reason = `nobody connected to the order's socket before ${new Date(order.expiresAt).toISOString()}`;
    const event = {
      kind: 'expired',
      attempt: 0,
      data: { code: 'ORDER_EXPIRED', reason, attempts: 0 },
      at: this.clock.now(),
    } as const;
    try {
      await this.journal.append(order, [event], { failureCode: 'ORDER_EXPIRED', failureReason: reason });
      return true;
    } catch (error) {
      if (error instanceof Superseded) return false;
      throw error;
    }
  }
}
