import { BODY_PROBLEMS, DATABASE_AWAY } from '../common/problem.dto.js';
import type { ProblemExample } from '../common/problem.dto.js';
import type { OrderDetailDto, OrderDto, OrderMessageDto, OrderPageDto, StagedOrderDto } from './order.dto.js';
import type { PlaceOrderDto } from './place-order.dto.js';

const ID = '019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708';
const SIGNATURE = '4CCyJqvTDvPmQeHcV6o8uy5zNuvM5ykVy7b6H8E7DDYikiFG9VW9R4148saxZuzr7qJGRdoGpkQdwfMpnE26LmRt';
const POOL = '6Me5FFTALTs2TcV5Tguz1yVG7qKDW4XoX8uQtFQVx6cB';

type Bodies = Readonly<Record<string, { readonly summary: string; readonly value: PlaceOrderDto }>>;

/** Bodies that are accepted as they are, and as often as one likes. */
export const PLACE_ORDER_EXAMPLES: Bodies = {
  market: { summary: 'Sell 1.5 SOL for USDC', value: { fromToken: 'SOL', toToken: 'USDC', amount: '1.5' } },
  everything: {
    summary: 'With every setting spelt out',
    value: { fromToken: 'USDC', toToken: 'JUP', amount: '250.75', orderType: 'market', slippageBps: 100 },
  },
  aliases: { summary: 'By pair', value: { type: 'market', symbol: 'SOL/USDC', amount: 0.25 } },
};

export const STAGED_EXAMPLE: StagedOrderDto = {
  orderId: ID,
  jobId: ID,
  status: 'pending',
  wsUrl: `ws://127.0.0.1:3000/ws?orderId=${ID}`,
  expiresAt: '2026-11-21T02:01:00.082Z',
};

const LEG = { venue: 'raydium-clmm', pool: POOL, fromToken: 'SOL', toToken: 'USDC' };
const ROUTE = {
  amountIn: '1.5',
  amountOut: '245.313616',
  price: '163.542410666',
  priceImpactBps: 0.04,
  asOfSlot: 86_412,
  fees: [{ token: 'SOL', amount: '0.0006' }],
  legs: [{ ...LEG, amountIn: '1.5', amountOut: '245.313616' }],
};

const PENDING: OrderDto = {
  orderId: ID,
  jobId: ID,
  clientOrderId: null,
  status: 'pending',
  orderType: 'market',
  fromToken: 'SOL',
  toToken: 'USDC',
  amount: '1.5',
  slippageBps: 50,
  minAmountOut: null,
  attempts: 0,
  route: null,
  signature: null,
  amountIn: null,
  amountOut: null,
  executedPrice: null,
  failureCode: null,
  failureReason: null,
  lastSeq: 1,
  createdAt: '2026-11-21T02:00:00.082Z',
  updatedAt: '2026-11-21T02:00:00.082Z',
  promotedAt: null,
  nextAttemptAt: null,
  expiresAt: '2026-11-21T02:01:00.082Z',
  finishedAt: null,
};

const CONFIRMED: OrderDto = {
  ...PENDING,
  status: 'confirmed',
  minAmountOut: '244.087047',
  attempts: 1,
  route: ROUTE,
  signature: SIGNATURE,
  amountIn: '1.5',
  amountOut: '245.313616',
  executedPrice: '163.542410666',
  lastSeq: 5,
  updatedAt: '2026-11-21T02:00:00.979Z',
  promotedAt: '2026-11-21T02:00:00.106Z',
  expiresAt: null,
  finishedAt: '2026-11-21T02:00:00.979Z',
};

export const CANCELLED_EXAMPLE: OrderDto = {
  ...PENDING,
  status: 'cancelled',
  failureCode: 'CANCELLED',
  failureReason: 'cancelled by the client',
  lastSeq: 2,
  updatedAt: '2026-11-21T02:00:20.514Z',
  finishedAt: '2026-11-21T02:00:20.514Z',
};

const event = { orderId: ID, jobId: ID } as const;
/** The first and the last event of the example; between them come `routing`, `building` and `submitted`. */
const EVENTS: OrderMessageDto[] = [
  {
    ...event,
    event: 'job:waiting',
    seq: 1,
    status: 'pending',
    attempt: 0,
    at: '2026-11-21T02:00:00.071Z',
    message: 'sell 1.5 SOL for USDC',
    data: { orderType: 'market', fromToken: 'SOL', toToken: 'USDC', amount: '1.5', slippageBps: 50 },
  },
  {
    ...event,
    event: 'job:completed',
    seq: 5,
    status: 'confirmed',
    attempt: 1,
    at: '2026-11-21T02:00:00.960Z',
    message: 'got 245.313616 USDC in slot 86414',
    data: { signature: SIGNATURE, slot: 86_414, amountIn: '1.5', amountOut: '245.313616' },
  },
];

export const ORDER_DETAIL_EXAMPLE: OrderDetailDto = {
  ...CONFIRMED,
  quotes: [
    {
      venue: 'raydium-clmm',
      pool: POOL,
      amountOut: '245.313616',
      price: '163.542410666',
      fee: '0.0006',
      feeToken: 'SOL',
      priceImpactBps: 0.04,
      asOfSlot: 86_412,
    },
  ],
  events: EVENTS,
};

export const ORDER_PAGE_EXAMPLE: OrderPageDto = {
  items: [CONFIRMED],
  nextCursor: 'MDFhMWZjODItMWRmMC03NGQ1LWFiZDAtNDhmMzY1YTkyZWI5LmZ5TnQ0LVpt',
};

/** What an order can be refused with when it is placed. */
export const EXECUTE_PROBLEMS: readonly ProblemExample[] = [
  {
    code: 'VALIDATION_FAILED',
    detail:
      'amount must be greater than 0; slippageBps must be a whole number from 0 to 5000 (hundredths of a per cent)',
    errors: [
      { field: 'amount', message: 'must be greater than 0' },
      { field: 'slippageBps', message: 'must be a whole number from 0 to 5000 (hundredths of a per cent)' },
    ],
  },
  {
    code: 'UNKNOWN_TOKEN',
    detail: 'toToken usdc is unknown; did you mean USDC?',
    errors: [{ field: 'toToken', message: 'usdc is unknown; did you mean USDC?' }],
  },
  {
    code: 'QUOTE_INVALID',
    detail: 'quoteId is not one that we gave to you; take it from GET /api/quotes',
    errors: [{ field: 'quoteId', message: 'is not one that we gave to you; take it from GET /api/quotes' }],
  },
  { code: 'QUOTE_EXPIRED', detail: 'the quote has expired; ask for a new one' },
  {
    code: 'IDEMPOTENCY_CONFLICT',
    detail: `clientOrderId my-order-1 stands for order ${ID}, which differs from this one; use another id`,
    extra: { orderId: ID },
  },
  ...BODY_PROBLEMS,
  DATABASE_AWAY,
];

export const ORDER_NOT_FOUND: ProblemExample = { code: 'ORDER_NOT_FOUND', detail: `there is no order ${ID}` };

export const NOT_CANCELLABLE: ProblemExample = {
  code: 'ORDER_NOT_CANCELLABLE',
  detail: 'the order is confirmed; only an order that has not been submitted can be cancelled',
  extra: { orderId: ID, orderStatus: 'confirmed' },
};

export const LIST_PROBLEMS: readonly ProblemExample[] = [
  {
    code: 'VALIDATION_FAILED',
    detail: 'limit must be a whole number from 1 to 200',
    errors: [{ field: 'limit', message: 'must be a whole number from 1 to 200' }],
  },
  {
    code: 'INVALID_CURSOR',
    detail: 'the cursor is not one of ours; take nextCursor from a page, or leave it out',
    errors: [{ field: 'cursor', message: 'must be the nextCursor of a page of this list' }],
  },
  DATABASE_AWAY,
];
