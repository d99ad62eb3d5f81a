import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { EventsModule } from '../events/events.module.js';
import { QuotesModule } from '../quotes/quotes.module.js';
import { OrderCancelling } from './cancelling.js';
import { OrderDispatch } from './dispatch.js';
import { OrderExpiry } from './expiry.service.js';
import { OrderJournal } from './journal.js';
import { OrderCancellingService } from './order-cancelling.service.js';
import { OrderReader } from './order-reader.js';
import { PgOrderReader } from './order-reader.service.js';
import { OrderRows } from './order-rows.js';
import { OrderStagingService } from './order-staging.service.js';
import { OrderEntity } from './order.entity.js';
import { OrderStaging } from './staging.js';

/** What an order is: stored, read, cancelled and expired here; executed elsewhere. */
@Module({
  imports: [DatabaseModule, EventsModule, QuotesModule, TypeOrmModule.forFeature([OrderEntity])],
  providers: [
    OrderRows,
    OrderJournal,
    OrderDispatch,
    OrderExpiry,
    { provide: OrderReader, useClass: PgOrderReader },
    { provide: OrderStaging, useClass: OrderStagingService },
    { provide: OrderCancelling, useClass: OrderCancellingService },
  ],
  exports: [OrderJournal, OrderDispatch, OrderExpiry, OrderReader, OrderStaging, OrderCancelling],
})
export class OrdersModule {}
