import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller.js';
import { OrdersModule } from './orders.module.js';

/** The REST side of orders, for processes with the role `api`. */
@Module({ imports: [OrdersModule], controllers: [OrdersController] })
export class OrdersHttpModule {}
