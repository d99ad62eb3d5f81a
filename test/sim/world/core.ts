import { NoCrashPoints } from '../../../src/common/crash-points.js';
import type { Repository } from 'typeorm';
import { OrderCancellingService } from '../../../src/orders/order-cancelling.service.js';
import { OrderDispatch } from '../../../src/orders/dispatch.js';
import { OrderExpiry } from '../../../src/orders/expiry.service.js';
import { OrderJournal } from '../../../src/orders/journal.js';
import type { OrderEntity } from '../../../src/orders/order.entity.js';
import { PgOrderReader } from '../../../src/orders/order-reader.service.js';
import { OrderStagingService } from '../../../src/orders/order-staging.service.js';
import type { QuoteTokens } from '../../../src/quotes/quote-tokens.js';
import { BadBus } from './bad-bus.js';
import { CONFIG } from './config.js';
import type { Machine } from './machine.js';
import { databaseOf, ROWS, roundsOf } from './ports.js';

export const NO_CRASHES = new NoCrashPoints();

const NO_QUOTES = { read: () => undefined, hasExpired: () => false } as unknown as QuoteTokens;

/** The part of the engine that every process has: journal and what stands around it, the real code on a machine's ports. */
export class Core {
  readonly bus: BadBus;
  readonly reader: PgOrderReader;
  readonly journal: OrderJournal;
  readonly expiry: OrderExpiry;
  readonly dispatch: OrderDispatch;
  readonly staging: OrderStagingService;
  readonly cancelling: OrderCancellingService;

  constructor(machine: Machine) {
    const { clock, world } = machine;
    const [database, rounds] = [databaseOf(machine), roundsOf(machine)];
    this.bus = new BadBus(machine);
    this.reader = new PgOrderReader(rounds, database, ROWS, {} as Repository<OrderEntity>);
    this.journal = new OrderJournal(rounds, database, ROWS, this.reader, this.bus, clock);
    this.expiry = new OrderExpiry(database, ROWS, this.journal, clock);
    this.dispatch = new OrderDispatch(database);
    const ids = { next: () => world.nextId() };
    this.staging = new OrderStagingService(this.journal, NO_QUOTES, ids, CONFIG, NO_CRASHES);
    this.cancelling = new OrderCancellingService(this.reader, this.journal, clock);
  }
}
