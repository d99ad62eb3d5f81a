import { ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { ORDER_STATUSES } from './order-status.js';
import type { OrderStatus } from './order-status.js';
import type { MessageEvent } from './order-message.js';
import { ORDER_TYPES } from './place-order.dto.js';

const MESSAGE_EVENTS = ['job:waiting', 'job:progress', 'job:retrying', 'job:completed', 'job:failed'] as const;

const id = (description: string): ApiPropertyOptions => ({ type: String, format: 'uuid', description });
const time = (description: string): ApiPropertyOptions => ({ type: String, format: 'date-time', description });
const text = (description: string): ApiPropertyOptions => ({ type: String, description });
const count = (description: string): ApiPropertyOptions => ({ type: 'integer', minimum: 0, description });
const orNull = (options: ApiPropertyOptions): ApiPropertyOptions =>
  ({ ...options, nullable: true }) as ApiPropertyOptions;

const DATA = `
The facts, by \`status\`. \`pending\`: the order, or of a retry \`code\`, \`reason\`, \`delayMs\`. \`routing\`: \`quotes\` of
every venue and the \`route\`. \`building\`: \`minAmountOut\`, \`slippageBps\`, \`legs\`. \`submitted\`: \`signature\`,
\`submittedSlot\`, \`lastValidSlot\`. \`confirmed\`: \`signature\`, \`slot\`, \`amountIn\`, \`amountOut\`, \`executedPrice\`,
\`feesPaid\`, \`fills\`, and in \`slippageBps\` how far below the quote it came. \`failed\`: \`code\`, \`reason\`, \`attempts\`.
\`cancelled\`, \`expired\`: \`code\`, \`reason\`.
`.trim();

/** What staging an order answers. */
@ApiSchema({ name: 'StagedOrder' })
export class StagedOrderDto {
  @ApiProperty(id('A UUIDv7.'))
  orderId: string;

  @ApiProperty(id('The same id: the order’s job has it too.'))
  jobId: string;

  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  status: OrderStatus;

  @ApiProperty(text('Connect here: the first socket queues the order, every socket gets its whole life.'))
  wsUrl: string;

  @ApiProperty(time('When the order expires if nobody connects.'))
  expiresAt: string;
}

/** An order as REST shows it. */
@ApiSchema({ name: 'Order' })
export class OrderDto {
  @ApiProperty(id('A UUIDv7.'))
  orderId: string;

  @ApiProperty(id('The same id.'))
  jobId: string;

  @ApiProperty(orNull(text('Your own id of the order, if you gave one.')))
  clientOrderId: string | null;

  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus' })
  status: OrderStatus;

  @ApiProperty({ enum: ORDER_TYPES })
  orderType: string;

  @ApiProperty(text('Symbol of the token that is sold.'))
  fromToken: string;

  @ApiProperty(text('Symbol of the token that is bought.'))
  toToken: string;

  @ApiProperty(text('How much of `fromToken` to sell, in whole tokens.'))
  amount: string;

  @ApiProperty(count('How far below the first quote the output may fall, in hundredths of a per cent.'))
  slippageBps: number;

  @ApiProperty(orNull(text('The least output that is accepted; fixed by the first quote.')))
  minAmountOut: string | null;

  @ApiProperty(count('How often it was tried; 0 before the first run.'))
  attempts: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    allOf: [{ $ref: getSchemaPath('Route') }],
    nullable: true,
    description: 'The route chosen in the latest attempt.',
  })
  route: unknown;

  @ApiProperty(orNull(text('Signature of the latest transaction.')))
  signature: string | null;

  @ApiProperty(orNull(text('What was sold; null until confirmed.')))
  amountIn: string | null;

  @ApiProperty(orNull(text('What was bought; null until confirmed.')))
  amountOut: string | null;

  @ApiProperty(orNull(text('Whole `toToken` per whole `fromToken`; null until confirmed.')))
  executedPrice: string | null;

  @ApiProperty(orNull(text('Why it ended without a trade, for programs.')))
  failureCode: string | null;

  @ApiProperty(orNull(text('Why it ended without a trade, for people.')))
  failureReason: string | null;

  @ApiProperty(count('Sequence number of its newest event.'))
  lastSeq: number;

  @ApiProperty(time('When it was staged.'))
  createdAt: string;

  @ApiProperty(time('When it last changed.'))
  updatedAt: string;

  @ApiProperty(orNull(time('When its first socket came and it was queued.')))
  promotedAt: string | null;

  @ApiProperty(orNull(time('When it will be tried again, while it waits for that.')))
  nextAttemptAt: string | null;

  @ApiProperty(orNull(time('When it expires if nobody connects; null once it is queued.')))
  expiresAt: string | null;

  @ApiProperty(orNull(time('When it reached a final status.')))
  finishedAt: string | null;
}

/** One event of an order: what sockets are sent, frame by frame. */
@ApiSchema({ name: 'OrderEvent' })
export class OrderMessageDto {
  @ApiProperty({ enum: MESSAGE_EVENTS })
  event: MessageEvent;

  @ApiProperty(id('Of the order.'))
  orderId: string;

  @ApiProperty(id('The same id.'))
  jobId: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Counts from 1 per order, without gaps.' })
  seq: number;

  @ApiProperty({ enum: ORDER_STATUSES, enumName: 'OrderStatus', description: 'The status after it.' })
  status: OrderStatus;

  @ApiProperty(count('Which attempt it belongs to; 0 before the first run.'))
  attempt: number;

  @ApiProperty(time('When it happened.'))
  at: string;

  @ApiProperty(text('The same for people, in one line.'))
  message: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: DATA,
  })
  data: Readonly<Record<string, unknown>>;
}

/** An order with its whole history. */
@ApiSchema({ name: 'OrderDetail' })
export class OrderDetailDto extends OrderDto {
  @ApiProperty({
    type: 'array',
    items: { $ref: getSchemaPath('VenueQuote') },
    nullable: true,
    description: 'What every venue offered in the latest attempt.',
  })
  quotes: readonly unknown[] | null;

  @ApiProperty({ type: () => [OrderMessageDto], description: 'Everything that happened, in order.' })
  events: OrderMessageDto[];
}

/** A page of orders. */
@ApiSchema({ name: 'OrderPage' })
export class OrderPageDto {
  @ApiProperty({ type: () => [OrderDto], description: 'Newest first.' })
  items: OrderDto[];

  @ApiProperty(orNull(text('Give it as `cursor` for the next page; null on the last one.')))
  nextCursor: string | null;
}
