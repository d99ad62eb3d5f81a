import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '../common/domain-error.js';
import { orderIdOf } from './order-id.js';
import { AppConfig } from '../config/app-config.js';
import { OrderCancelling } from './cancelling.js';
import { encodeCursor } from './cursor.js';
import { parseListQuery } from './list-query.js';
import { OrderReader } from './order-reader.js';
import { toOrderDetail, toOrderView } from './order.view.js';
import { LOCAL_OWNER } from './owner.js';
import { PlaceOrderDto } from './place-order.dto.js';
import { OrderStaging } from './staging.js';
import { wsUrlOf } from './ws-url.js';

/** Orders over REST. */
@ApiTags('orders')
@Controller('api/orders')
export class OrdersController {
  constructor(
    private readonly staging: OrderStaging,
    private readonly reader: OrderReader,
    private readonly cancelling: OrderCancelling,
    private readonly config: AppConfig,
  ) {}

  /** Stages an order. It runs once its socket is connected. */
  @Post('execute')
  @ApiBody({ type: PlaceOrderDto })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Works as `clientOrderId` does.' })
  async execute(
    @Body() body: unknown,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { order, created } = await this.staging.stage(
      LOCAL_OWNER,
      body,
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
    response.status(created ? 201 : 200).location(`/api/orders/${order.id}`);
    return {
      orderId: order.id,
      jobId: order.id,
      status: order.status,
      wsUrl: wsUrlOf(order.id, request, this.config.http),
      expiresAt: new Date(order.expiresAt).toISOString(),
    };
  }

  /** Orders, newest first. */
  @Get()
  async list(@Query() query: Record<string, unknown>) {
    const filter = parseListQuery(query, LOCAL_OWNER);
    const orders = await this.reader.list({ ...filter, limit: filter.limit + 1 });
    const items = orders.slice(0, filter.limit);
    const last = items.at(-1);
    return {
      items: items.map(toOrderView),
      nextCursor: orders.length > filter.limit && last ? encodeCursor(last.id) : null,
    };
  }

  /** An order with its whole history. */
  @Get(':id')
  async read(@Param('id') id: string) {
    const found = await this.reader.history(LOCAL_OWNER, { orderId: orderIdOf(id), afterSeq: 0 });
    if (!found) throw new DomainError('ORDER_NOT_FOUND', `there is no order ${id}`);
    return toOrderDetail(found);
  }

  /** Cancels an order that has not been submitted. */
  @Delete(':id')
  @HttpCode(200)
  async cancel(@Param('id') id: string) {
    return toOrderView(await this.cancelling.cancel(LOCAL_OWNER, orderIdOf(id)));
  }
}
