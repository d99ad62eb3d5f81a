import type { OrderMessage } from '../../../src/orders/order-message.js';
import { isFinal } from '../../../src/orders/order-status.js';
import { FeedSession } from '../../../src/realtime/feed-session.js';
import type { ApiProcess } from './api-process.js';
import { withOrderNames } from './order-name.js';
import type { World } from './world.js';

interface Connection {
  readonly api: ApiProcess;
  readonly life: number;
  session: FeedSession | undefined;
  /** By the database's clock, ms since the Unix epoch. */
  joinedAt: number;
  /** The newest event shown, by order. */
  readonly shown: Map<string, OrderMessage>;
}

/** A socket on the global feed that comes back when it is cut, and keeps account of each connection. */
export class FeedWatcher {
  readonly complaints: string[] = [];
  private connection: Connection | undefined;

  constructor(private readonly world: World) {}

  connect(): void {
    const api = this.world.anyApi();
    if (!api) {
      this.world.scheduler.after(100, () => this.connect());
      return;
    }
    const { machine } = api;
    const connection: Connection = {
      api,
      life: machine.life,
      session: undefined,
      joinedAt: Infinity,
      shown: new Map(),
    };
    this.connection = connection;
    const outlet = {
      deliver: (frame: Buffer | string) => this.take(connection, JSON.parse(frame.toString()) as OrderMessage),
      finish: (code: number) => void this.complaints.push(`was closed with ${code}`),
    };
    machine.resume(connection.life, () => {
      if (this.connection !== connection) return;
      connection.session = new FeedSession('local', outlet, api.hub, api.feed);
      connection.joinedAt = this.world.databaseTime();
      this.world.note(`the feed is watched on ${machine.name}`);
    });
  }

  cut(): void {
    if (!this.connection?.session) return;
    const { api, life, session } = this.connection;
    this.world.count('feeds cut');
    api.machine.resume(life, () => session.end());
    this.lost();
  }

  gone(api: ApiProcess): void {
    if (this.connection?.api === api) this.lost();
  }

  /** What was stored since it is connected and is not shown now. */
  missing(): string[] {
    const { joinedAt, shown } = this.connection as Connection;
    return [...this.world.store.orders.values()]
      .filter(({ id, lastSeq }) => {
        const since = this.world.store.events.of(id).some(({ storedAt }) => storedAt > joinedAt);
        return since && shown.get(id)?.seq !== lastSeq;
      })
      .map(({ id, lastSeq }) =>
        withOrderNames(`was shown ${shown.get(id)?.seq ?? 0} of ${lastSeq} events of order ${id}`),
      );
  }

  private take(connection: Connection, message: OrderMessage): void {
    if (this.connection !== connection) return;
    const { orderId, seq, status } = message;
    const last = connection.shown.get(orderId);
    this.world.note(withOrderNames(`the feed shows ${seq} (${status}) of ${orderId}`));
    if (last && (seq !== last.seq + 1 || isFinal(last.status)))
      this.complaints.push(withOrderNames(`was shown event ${seq} of ${orderId} after ${last.seq}`));
    connection.shown.set(orderId, message);
  }

  private lost(): void {
    this.connection = undefined;
    this.world.scheduler.after(this.world.lot.between(10, 300), () => this.connect());
  }
}
