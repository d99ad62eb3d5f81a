import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '../common/domain-error.js';
import { ApiProblems, DATABASE_AWAY, NO_UUID } from '../common/problem.dto.js';
import { AppConfig } from '../config/app-config.js';
import { OrderCancelling } from './cancelling.js';
import { encodeCursor } from './cursor.js';
import { DEFAULT_LIMIT, MAX_LIMIT, parseListQuery } from './list-query.js';
import { orderIdOf } from './order-id.js';
import { OrderReader } from './order-reader.js';
import { ORDER_STATUSES } from './order-status.js';
import { OrderDetailDto, OrderDto, OrderPageDto, StagedOrderDto } from './order.dto.js';
import {
  CANCELLED_EXAMPLE,
  EXECUTE_PROBLEMS,
  LIST_PROBLEMS,
  NOT_CANCELLABLE,
  ORDER_DETAIL_EXAMPLE,
  ORDER_NOT_FOUND,
  ORDER_PAGE_EXAMPLE,
  PLACE_ORDER_EXAMPLES,
  STAGED_EXAMPLE,
} from './order.examples.js';
import { toOrderDetail, toOrderView } from './order.view.js';
import { LOCAL_OWNER } from './owner.js';
import { MAX_CLIENT_ORDER_ID, PlaceOrderDto } from './place-order.dto.js';
import { OrderStaging } from './staging.js';
import { wsUrlOf } from './ws-url.js';

const LOCATION = { Location: { description: 'Path of the order.', schema: { type: 'string' as const } } };

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
  @ApiOperation({
    summary: 'Stage an order',
    description: 'Nothing is queued yet: connect to the `wsUrl` of the answer, and the order runs.',
  })
  @ApiBody({ type: PlaceOrderDto, examples: PLACE_ORDER_EXAMPLES })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Works as `clientOrderId` does.',
    schema: { type: 'string', minLength: 1, maxLength: MAX_CLIENT_ORDER_ID },
  })
  @ApiCreatedResponse({ type: StagedOrderDto, description: 'Staged.', headers: LOCATION, example: STAGED_EXAMPLE })
  @ApiOkResponse({
    type: StagedOrderDto,
    description: 'The same order was sent before with this client order id: here it is, with its present status.',
    headers: LOCATION,
    example: { ...STAGED_EXAMPLE, status: 'confirmed' },
  })
  @ApiProblems('/api/orders/execute', ...EXECUTE_PROBLEMS)
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
  @ApiOperation({ summary: 'List orders', description: 'Newest first; a page stays the same while new orders arrive.' })
  @ApiQuery({ name: 'cursor', required: false, type: String, description: '`nextCursor` of the page before.' })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  })
  @ApiQuery({ name: 'toToken', required: false, type: String, description: 'Only orders that buy this token.' })
  @ApiQuery({ name: 'fromToken', required: false, type: String, description: 'Only orders that sell this token.' })
  @ApiQuery({ name: 'status', required: false, enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  @ApiOkResponse({ type: OrderPageDto, description: 'A page.', example: ORDER_PAGE_EXAMPLE })
  @ApiProblems('/api/orders', ...LIST_PROBLEMS)
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
  @ApiOperation({ summary: 'Read an order', description: 'With its whole history.' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' }, example: STAGED_EXAMPLE.orderId })
  @ApiOkResponse({ type: OrderDetailDto, description: 'The order.', example: ORDER_DETAIL_EXAMPLE })
  @ApiProblems(`/api/orders/${STAGED_EXAMPLE.orderId}`, NO_UUID, ORDER_NOT_FOUND, DATABASE_AWAY)
  async read(@Param('id') id: string) {
    const found = await this.reader.history(LOCAL_OWNER, { orderId: orderIdOf(id), afterSeq: 0 });
    if (!found) throw new DomainError('ORDER_NOT_FOUND', `there is no order ${id}`);
    return toOrderDetail(found);
  }

  /** Cancels an order that has not been submitted. */
  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel an order', description: 'In any status but `submitted` and the final ones.' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' }, example: STAGED_EXAMPLE.orderId })
  @ApiOkResponse({
    type: OrderDto,
    description: 'Cancelled, now or before.',
    example: CANCELLED_EXAMPLE,
  })
  @ApiProblems(`/api/orders/${STAGED_EXAMPLE.orderId}`, NO_UUID, ORDER_NOT_FOUND, NOT_CANCELLABLE, DATABASE_AWAY)
  async cancel(@Param('id') id: string) {
    return toOrderView(await this.cancelling.cancel(LOCAL_OWNER, orderIdOf(id)));
  }
}
