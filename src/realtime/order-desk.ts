import { Injectable } from '@nestjs/common';
import { DomainError } from '../common/domain-error.js';
import { Launcher } from '../execution/launcher.js';
import type { LaunchResult } from '../execution/launcher.js';
import { OrderReader } from '../orders/order-reader.js';
import type { OrderHistory } from '../orders/order-reader.js';
import type { Order } from '../orders/order.js';

/** What every socket that asks for an order needs: its history, and its start. */
@Injectable()
export class OrderDesk {
  constructor(
    private readonly reader: OrderReader,
    private readonly launcher: Launcher,
  ) {}

  /** @throws DomainError ORDER_NOT_FOUND, VALIDATION_FAILED for a position beyond the last event, UNAVAILABLE. */
  async look(owner: string, orderId: string, lastSeq: number): Promise<OrderHistory> {
    const history = await this.reader.history(owner, { orderId, afterSeq: lastSeq });
    if (!history) throw new DomainError('ORDER_NOT_FOUND', `there is no order ${orderId}`);
    const last = history.order.lastSeq;
    if (lastSeq > last) {
      const message = `is beyond the last event of the order, which is ${last}`;
      throw new DomainError('VALIDATION_FAILED', `lastSeq ${message}`, { errors: [{ field: 'lastSeq', message }] });
    }
    return history;
  }

  /** Promotes an order of this owner if it is still staged, without looking first: both fit into one round trip. @throws DomainError UNAVAILABLE. */
  launchUnseen(owner: string, orderId: string): Promise<LaunchResult> {
    return this.launcher.launch(orderId, owner);
  }

  /** Promotes an order that is still staged. @throws DomainError UNAVAILABLE. */
  async launch(order: Order): Promise<LaunchResult> {
    const staged = order.status === 'pending' && order.promotedAt === null;
    return staged ? await this.launcher.launch(order.id, order.owner) : 'already';
  }

  /** Promotes likewise; returns the history as it is then where the order turned out to be overdue. */
  async start(owner: string, history: OrderHistory, lastSeq: number): Promise<OrderHistory> {
    const result = await this.launch(history.order);
    return result === 'expired' ? await this.look(owner, history.order.id, lastSeq) : history;
  }
}
