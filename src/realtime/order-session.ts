import { Logger } from '@nestjs/common';
import { DomainError } from '../common/domain-error.js';
import type { LaunchResult } from '../execution/launcher.js';
import type { OrderHistory } from '../orders/order-reader.js';
import { isFinal } from '../orders/order-status.js';
import type { OrderStatus } from '../orders/order-status.js';
import type { OrderStaging } from '../orders/staging.js';
import { refusal } from './answers.js';
import { CLOSE, closeCodeOf } from './close-codes.js';
import type { ConnectWish } from './connect-query.js';
import type { Follower } from './follower.js';
import type { OrderDesk } from './order-desk.js';
import type { OrderHub } from './order-hub.js';
import type { Outlet } from './outlet.js';
import { WireMessage } from './wire-message.js';

type Follow = Extract<ConnectWish, { kind: 'follow' }>;
type Place = Extract<ConnectWish, { kind: 'place' }>;

/** What an order's socket works with. */
export interface OrderSessionContext {
  readonly hub: OrderHub;
  readonly desk: OrderDesk;
  readonly staging: OrderStaging;
}

/** A socket that follows one order, from its history to its last event. */
export class OrderSession {
  private static readonly logger = new Logger(OrderSession.name);
  private follower: Follower | undefined;
  private ended = false;

  constructor(
    private readonly context: OrderSessionContext,
    private readonly outlet: Outlet,
    private readonly owner: string,
  ) {}

  /** The history, then the start unless the client only watches, then live. Registers before its first wait. */
  async follow({ orderId, lastSeq, watch }: Follow): Promise<void> {
    let told = Infinity;
    this.join(orderId, ({ status, seq }) => (status === 'expired' && (!watch || seq <= told) ? 'late' : 'live'));
    try {
      // A position is checked before anything starts; from the beginning there is nothing to check.
      const launching = watch || lastSeq > 0 ? undefined : this.context.desk.launchUnseen(this.owner, orderId);
      launching?.catch(() => undefined);
      const history = await this.context.desk.look(this.owner, orderId, lastSeq);
      told = history.order.lastSeq;
      this.begin(lastSeq, history);
      if (launching) await this.launched(orderId, await launching);
      else if (!watch) await this.launch(history);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Stages (or finds again by its client order id), then as above. */
  async place({ order, lastSeq }: Place): Promise<void> {
    try {
      const staged = await this.context.staging.stage(this.owner, order, { fromQuery: true });
      this.join(staged.order.id, ({ status }) => (status === 'expired' ? 'late' : 'live'));
      const history =
        staged.event && lastSeq === 0
          ? { order: staged.order, events: [staged.event] }
          : await this.context.desk.look(this.owner, staged.order.id, lastSeq);
      this.begin(lastSeq, history);
      await this.launch(history);
    } catch (error) {
      if (error instanceof DomainError) this.outlet.deliver(refusal(undefined, error));
      this.fail(error);
    }
  }

  /** The socket is gone. */
  end(): void {
    this.ended = true;
    this.follower?.leave(true);
  }

  private join(orderId: string, arrival: (last: WireMessage) => 'late' | 'live'): void {
    this.follower = this.context.hub.join(orderId, this.outlet, (last) => this.close(last.status, arrival(last)));
    if (this.ended) this.follower.leave(true);
  }

  private begin(lastSeq: number, { order, events }: OrderHistory): void {
    this.follower?.begin(lastSeq, events.map(WireMessage.fromEvent));
    if (isFinal(order.status) && events.length === 0) {
      this.close(order.status, order.status === 'expired' ? 'late' : 'live');
    }
  }

  private async launch({ order }: OrderHistory): Promise<void> {
    await this.launched(order.id, await this.context.desk.launch(order));
  }

  private async launched(orderId: string, result: LaunchResult): Promise<void> {
    // The bus tells as a rule, but may not.
    if (result === 'expired') await this.context.hub.refresh([orderId]);
  }

  private close(status: OrderStatus, arrival: 'late' | 'live'): void {
    if (arrival === 'late') this.outlet.finish(CLOSE.EXPIRED, 'the order has expired: no socket came in time');
    else this.outlet.finish(CLOSE.DONE, `the order is ${status}`);
    this.follower?.leave(false);
  }

  private fail(error: unknown): void {
    if (error instanceof DomainError) {
      this.outlet.finish(closeCodeOf(error), error.message);
    } else {
      OrderSession.logger.error('a socket could not be served', error instanceof Error ? error.stack : error);
      this.outlet.finish(CLOSE.TRY_LATER, 'something went wrong on our side; try again in a moment');
    }
    this.follower?.leave(false);
  }
}
