import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/domain-error.js';
import { orUnavailable } from '../database/database.js';
import { OrderCancelling } from './cancelling.js';
import { OrderJournal, Superseded } from './journal.js';
import { NO_EVENTS, OrderReader } from './order-reader.js';
import { canMove } from './order-status.js';
import type { Order } from './order.js';

@Injectable()
export class OrderCancellingService extends OrderCancelling {
  constructor(
    private readonly reader: OrderReader,
    private readonly journal: OrderJournal,
    private readonly clock: Clock,
  ) {
    super();
  }

  async cancel(owner: string, orderId: string): Promise<Order> {
    // Each lost race means that the order went a stage further, and there are few of those.
    for (;;) {
      const found = await this.reader.history(owner, { orderId, afterSeq: NO_EVENTS });
      if (!found) throw new DomainError('ORDER_NOT_FOUND', `there is no order ${orderId}`);
      const { order } = found;
      if (order.status === 'cancelled') return order;
      if (!canMove(order.status, 'cancelled')) {
        throw new DomainError(
          'ORDER_NOT_CANCELLABLE',
          `the order is ${order.status}; only an order that has not been submitted can be cancelled`,
          { extra: { orderId, orderStatus: order.status } },
        );
      }
      const reason = 'cancelled by the client';
      const event = {
        kind: 'cancelled',
        attempt: order.attempt,
        data: { code: 'CANCELLED', reason, attempts: order.attempt },
        at: this.clock.now(),
      } as const;
      try {
        return await orUnavailable(
          this.journal.append(order, [event], { failureCode: 'CANCELLED', failureReason: reason }),
        );
      } catch (error) {
        if (!(error instanceof Superseded)) throw error;
      }
    }
  }
}
