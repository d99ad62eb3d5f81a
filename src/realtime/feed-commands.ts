import { Injectable } from '@nestjs/common';
import { DomainError } from '../common/domain-error.js';
import { OrderCancelling } from '../orders/cancelling.js';
import type { OrderHistory } from '../orders/order-reader.js';
import { isFinal } from '../orders/order-status.js';
import { OrderStaging } from '../orders/staging.js';
import { ack } from './answers.js';
import type { FeedSession } from './feed-session.js';
import { isEmpty, readOrderId, readSubscribe } from './frame.js';
import type { Frame } from './frame.js';
import { OrderDesk } from './order-desk.js';
import { WireMessage } from './wire-message.js';

/** What a client can ask for on the feed socket. Each is answered by an ack, before any event that follows from it. */
@Injectable()
export class FeedCommands {
  constructor(
    private readonly staging: OrderStaging,
    private readonly cancelling: OrderCancelling,
    private readonly desk: OrderDesk,
  ) {}

  /** Stages an order, starts it and follows it. @throws DomainError. */
  async execute(session: FeedSession, { id, data }: Frame): Promise<void> {
    await session.whileExecuting(async () => {
      const { order, created, event } = await this.staging.stage(session.owner, data);
      await session.inTurn(order.id, async () => {
        try {
          await this.open(session, order.id, 0, async () => {
            const staged = event ? { order, events: [event] } : await this.desk.look(session.owner, order.id, 0);
            const history = await this.desk.start(session.owner, staged, 0);
            const { status } = history.order;
            session.outlet.deliver(ack(id, { orderId: order.id, jobId: order.id, status, created }));
            return history;
          });
        } catch (error) {
          throw aboutOrder(error, order.id);
        }
      });
    });
  }

  /** Follows an order and, unless the client only watches, starts it. @throws DomainError. */
  async subscribe(session: FeedSession, { id, data }: Frame): Promise<void> {
    const { orderId, lastSeq, watch } = readSubscribe(data);
    await session.inTurn(orderId, () =>
      this.open(session, orderId, lastSeq, async () => {
        const found = await this.desk.look(session.owner, orderId, lastSeq);
        const history = watch ? found : await this.desk.start(session.owner, found, lastSeq);
        const { status, lastSeq: last } = history.order;
        session.outlet.deliver(ack(id, { orderId, status, lastSeq: last }));
        return history;
      }),
    );
  }

  /** Ends a subscription, or the feed itself. @throws DomainError. */
  async unsubscribe(session: FeedSession, frame: Frame): Promise<void> {
    if (isEmpty(frame.data)) {
      session.leaveFeed();
      session.outlet.deliver(ack(frame.id, {}));
      return;
    }
    const orderId = readOrderId(frame.data);
    await session.inTurn(orderId, () => {
      session.unfollow(orderId);
      session.outlet.deliver(ack(frame.id, { orderId }));
      return Promise.resolve();
    });
  }

  /** @throws DomainError. */
  async cancel(session: FeedSession, frame: Frame): Promise<void> {
    const orderId = readOrderId(frame.data);
    const { status } = await this.cancelling.cancel(session.owner, orderId);
    session.outlet.deliver(ack(frame.id, { orderId, status }));
  }

  /** Registers before the first wait; what `answer` returns is sent after it has answered. */
  private async open(
    session: FeedSession,
    orderId: string,
    after: number,
    answer: () => Promise<OrderHistory>,
  ): Promise<void> {
    const follower = session.follows(orderId) ? undefined : session.follow(orderId);
    try {
      const { order, events } = await answer();
      if (!follower) return;
      follower.begin(after, events.map(WireMessage.fromEvent));
      if (isFinal(order.status)) session.drop(orderId);
    } catch (error) {
      if (follower) session.drop(orderId);
      throw error;
    }
  }
}

/** A client whose order was stored but not started needs to know which. */
function aboutOrder(error: unknown, orderId: string): unknown {
  if (!(error instanceof DomainError)) return error;
  const { extra, ...details } = error.details;
  return new DomainError(error.code, error.message, { ...details, extra: { ...extra, orderId } });
}
