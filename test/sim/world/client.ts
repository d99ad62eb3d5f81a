import { DomainError } from '../../../src/common/domain-error.js';
import type { OrderMessage } from '../../../src/orders/order-message.js';
import { OrderSession } from '../../../src/realtime/order-session.js';
import type { ApiProcess } from './api-process.js';
import { withOrderNames } from './order-name.js';
import type { World } from './world.js';

export type Habit = 'trades' | 'cancels' | 'never comes' | 'watches' | 'sends twice';

const PATIENCE_MS = 500;

interface Connection {
  readonly api: ApiProcess;
  readonly life: number;
  session: OrderSession | undefined;
}

/** A client: places an order until it is acknowledged, follows it across cuts, and keeps account of what it was shown. */
export class SimClient {
  orderId: string | undefined;
  readonly seen: OrderMessage[] = [];
  /** What no client should ever meet. */
  readonly complaints: string[] = [];
  done = false;
  private connection: Connection | undefined;

  constructor(
    private readonly world: World,
    readonly name: string,
    readonly habit: Habit,
  ) {}

  start(): void {
    this.place();
    if (this.habit === 'sends twice') this.place();
  }

  /** Whether it still waits for something. */
  get waits(): boolean {
    return this.orderId === undefined || (!this.done && this.habit !== 'never comes');
  }

  /** The network between the client and its server is cut. */
  cut(): void {
    if (!this.connection?.session) return;
    this.world.count('sockets cut');
    const { api, life, session } = this.connection;
    api.machine.resume(life, () => session.end());
    this.lost();
  }

  /** Called when a machine died. */
  gone(api: ApiProcess): void {
    if (this.connection?.api === api) this.lost();
  }

  private place(): void {
    const order = { fromToken: 'SOL', toToken: 'USDC', amount: '1', clientOrderId: this.name };
    this.ask(
      ({ staging }) => staging.stage('local', order),
      ({ order: { id } }) => {
        if (this.orderId !== undefined && this.orderId !== id) this.complaints.push(`got two orders for one id`);
        if (this.orderId !== undefined) return;
        this.orderId = id;
        this.world.note(`${this.name} has ${withOrderNames(id)}`);
        const { scheduler, lot } = this.world;
        if (this.habit === 'cancels') scheduler.after(lot.between(0, 800), () => this.cancel());
        if (this.habit !== 'never comes') scheduler.after(lot.between(1, 400), () => this.connect());
      },
      () => this.place(),
    );
  }

  private cancel(): void {
    this.ask(
      ({ cancelling }) => cancelling.cancel('local', this.orderId as string),
      () => this.world.count('cancelled'),
      () => this.cancel(),
      ['ORDER_NOT_CANCELLABLE'],
    );
  }

  /** Calls some API process; asks another one when the answer does not come. */
  private ask<T>(
    call: (api: ApiProcess) => Promise<T>,
    then: (answer: T) => void,
    again: () => void,
    accepted: readonly string[] = [],
  ): void {
    const { scheduler, lot } = this.world;
    const api = this.world.anyApi();
    let settled = false;
    const end = (next: () => void): void => {
      if (settled) return;
      settled = true;
      next();
    };
    scheduler.after(PATIENCE_MS, () => end(again));
    if (!api) return;
    const { machine } = api;
    const { life } = machine;
    scheduler.after(lot.between(0.2, 3), () =>
      machine.resume(life, () => {
        call(api).then(
          (answer) => scheduler.after(lot.between(0.2, 3), () => end(() => then(answer))),
          (error: unknown) => {
            const code = error instanceof DomainError ? error.code : String(error);
            if (code !== 'UNAVAILABLE' && !accepted.includes(code)) this.complaints.push(`was told ${code}`);
            if (code === 'UNAVAILABLE') scheduler.after(lot.between(20, 120), () => end(again));
            else end(() => undefined);
          },
        );
      }),
    );
  }

  private connect(): void {
    if (this.done || this.connection) return;
    const api = this.world.anyApi();
    if (!api) {
      this.world.scheduler.after(100, () => this.connect());
      return;
    }
    const { machine } = api;
    const connection: Connection = { api, life: machine.life, session: undefined };
    this.connection = connection;
    this.world.note(`${this.name} connects to ${machine.name} after ${this.seen.at(-1)?.seq ?? 0}`);
    const outlet = {
      deliver: (frame: Buffer | string) => {
        if (this.connection === connection) this.take(JSON.parse(frame.toString()) as OrderMessage);
      },
      finish: (code: number, reason: string) => {
        if (this.connection === connection) this.closed(code, reason);
      },
    };
    this.world.scheduler.after(this.world.lot.between(0.5, 5), () =>
      machine.resume(connection.life, () => {
        if (this.connection !== connection) return;
        connection.session = new OrderSession(api, outlet, 'local');
        const lastSeq = this.seen.at(-1)?.seq ?? 0;
        const watch = this.habit === 'watches';
        void connection.session.follow({ kind: 'follow', orderId: this.orderId as string, lastSeq, watch });
      }),
    );
  }

  private take(message: OrderMessage): void {
    const due = (this.seen.at(-1)?.seq ?? 0) + 1;
    if (message.seq !== due) this.complaints.push(`was shown event ${message.seq} where ${due} was due`);
    this.seen.push(message);
    this.world.note(`${this.name} sees ${message.seq} (${message.status})`);
  }

  private closed(code: number, reason: string): void {
    this.world.note(`${this.name} is closed with ${code}`);
    const last = this.seen.at(-1)?.event;
    if (code === 1000 || code === 4410) {
      this.connection = undefined;
      this.done = true;
      if (last !== 'job:completed' && last !== 'job:failed') this.complaints.push(`was closed early: ${reason}`);
    } else if (code === 1013) {
      this.lost();
    } else {
      this.complaints.push(`was closed with ${code}: ${reason}`);
      this.done = true;
    }
  }

  private lost(): void {
    this.world.note(`${this.name} has lost its socket`);
    this.connection = undefined;
    this.world.scheduler.after(this.world.lot.between(10, 300), () => this.connect());
  }
}
