import { ApiPropertyOptional } from '@nestjs/swagger';

/** Order types the engine knows; each has its executor in `execution/order-types`. */
export const ORDER_TYPES = ['market'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const DEFAULT_SLIPPAGE_BPS = 50;
export const MAX_SLIPPAGE_BPS = 5_000;
export const MAX_CLIENT_ORDER_ID = 64;

/** The body of `POST /api/orders/execute`, as documented; `parseOrder` checks it. */
export class PlaceOrderDto {
  @ApiPropertyOptional({ description: 'Symbol of the token to sell. Needed unless `symbol` is given.', example: 'SOL' })
  fromToken?: string;

  @ApiPropertyOptional({ description: 'Symbol of the token to buy. Needed unless `symbol` is given.', example: 'USDC' })
  toToken?: string;

  @ApiPropertyOptional({
    description:
      'Needed unless `quoteId` is given. How much of `fromToken` to sell, in whole tokens, greater than 0: a decimal string (preferred), or a number of at most 15 significant digits. No more decimals than the token has; at most 2^64 − 1 base units.',
    oneOf: [
      { type: 'string', pattern: '^\\d+(\\.\\d+)?$' },
      { type: 'number', minimum: 0 },
    ],
    example: '1.5',
  })
  amount?: string | number;

  @ApiPropertyOptional({ enum: ORDER_TYPES, default: 'market', example: 'market' })
  orderType?: OrderType;

  @ApiPropertyOptional({
    description: 'How far below the first quote the output may fall, in hundredths of a per cent.',
    type: 'integer',
    minimum: 0,
    maximum: MAX_SLIPPAGE_BPS,
    default: DEFAULT_SLIPPAGE_BPS,
    example: 50,
  })
  slippageBps?: number;

  @ApiPropertyOptional({
    description:
      'Your own id of the order, unique among your orders. Sending the same order again with the same id gives back the first one; another order is a conflict.',
    minLength: 1,
    maxLength: MAX_CLIENT_ORDER_ID,
  })
  clientOrderId?: string;

  @ApiPropertyOptional({
    description:
      "The `quoteId` of a quote that was shown: its very legs are executed, for at least its output less `slippageBps` (0: exactly as seen), or the order fails with `QUOTE_MOVED`. Tokens and amount may be left out; given, they must be the quote's.",
  })
  quoteId?: string;

  @ApiPropertyOptional({ enum: ORDER_TYPES, description: 'Another spelling of `orderType`.' })
  type?: OrderType;

  @ApiPropertyOptional({
    description: 'Another spelling of the pair: `SOL/USDC` or `SOL-USDC` sells the first for the second.',
    pattern: '^\\S+[/-]\\S+$',
  })
  symbol?: string;
}

/** Fields an order may have, in the order in which faults are reported. */
export const ORDER_FIELDS = [
  'fromToken',
  'toToken',
  'amount',
  'orderType',
  'slippageBps',
  'quoteId',
  'clientOrderId',
  'type',
  'symbol',
] as const satisfies readonly (keyof PlaceOrderDto)[];
