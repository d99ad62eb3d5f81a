import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { amount, byToken, count, text } from './dto-properties.js';

@ApiSchema({ name: 'Token' })
export class TokenDto {
  @ApiProperty(text('What orders and quotes call it; upper and lower case matter.'))
  symbol: string;

  @ApiProperty(count('Decimals of its base unit: an amount may have no more.'))
  decimals: number;

  @ApiProperty(text('For people.'))
  name: string;
}

@ApiSchema({ name: 'TokenList' })
export class TokenListDto {
  @ApiProperty({ type: () => [TokenDto] })
  items: readonly TokenDto[];
}

@ApiSchema({ name: 'NoQuote' })
export class NoQuoteDto {
  @ApiProperty(text('`NO_POOL`, `AMOUNT_TOO_SMALL`, `INSUFFICIENT_LIQUIDITY` or `VENUE_UNAVAILABLE`.'))
  code: string;

  @ApiProperty(text('The same for people, with figures.'))
  reason: string;
}

/** A venue's best offer for the whole amount, or why it has none. */
@ApiSchema({ name: 'VenueQuote' })
export class VenueQuoteDto {
  @ApiProperty(text('The venue that was asked.'))
  venue: string;

  @ApiPropertyOptional(text('Its pool that gives most.'))
  pool?: string;

  @ApiPropertyOptional(amount('What it would give, after fees, in whole `toToken`.'))
  amountOut?: string;

  @ApiPropertyOptional(amount('Whole `toToken` per whole `fromToken`, fees included.'))
  price?: string;

  @ApiPropertyOptional(amount('The fee, in whole `feeToken`; `amountOut` is what is left after it.'))
  fee?: string;

  @ApiPropertyOptional(text('The token that the fee is taken in.'))
  feeToken?: string;

  @ApiPropertyOptional({
    type: Number,
    description: 'Loss against the marginal price before the swap, fees aside, in hundredths of a per cent.',
  })
  priceImpactBps?: number;

  @ApiPropertyOptional(count('Slot of the chain that it holds for.'))
  asOfSlot?: number;

  @ApiPropertyOptional({ type: () => NoQuoteDto, description: 'Instead of all this: why there is no offer.' })
  error?: NoQuoteDto;
}

@ApiSchema({ name: 'TokenAmount' })
export class TokenAmountDto {
  @ApiProperty(text('Symbol.'))
  token: string;

  @ApiProperty(amount('In whole tokens.'))
  amount: string;
}

@ApiSchema({ name: 'RouteLeg' })
export class RouteLegDto {
  @ApiProperty(text('The venue that it is swapped on.'))
  venue: string;

  @ApiProperty(text('The pool that it is swapped in.'))
  pool: string;

  @ApiProperty(text('Symbol of what this leg sells.'))
  fromToken: string;

  @ApiProperty(text('Symbol of what this leg buys.'))
  toToken: string;

  @ApiProperty(amount('What this leg sells, in whole tokens.'))
  amountIn: string;

  @ApiProperty(amount('What this leg buys, in whole tokens.'))
  amountOut: string;
}

/** Legs that together sell the whole amount, all in one transaction. */
@ApiSchema({ name: 'Route' })
export class RouteDto {
  @ApiProperty(amount('In whole `fromToken`.'))
  amountIn: string;

  @ApiProperty(amount('In whole `toToken`, after fees.'))
  amountOut: string;

  @ApiProperty(amount('Whole `toToken` per whole `fromToken`, fees included.'))
  price: string;

  @ApiProperty({ type: Number, description: 'As in a venue’s quote.' })
  priceImpactBps: number;

  @ApiProperty(count('Slot of the chain that it was computed for.'))
  asOfSlot: number;

  @ApiPropertyOptional(amount('No routing through the pools, with any number of legs, can give more.'))
  upperBound?: string;

  @ApiPropertyOptional({
    type: 'number',
    description: 'How far the output is from `upperBound`, in bps.',
    example: 0.01,
  })
  gapBps?: number;

  @ApiProperty({ type: () => [TokenAmountDto], description: 'Fees of all legs, by token.' })
  fees: readonly TokenAmountDto[];

  @ApiProperty({ type: () => [RouteLegDto] })
  legs: readonly RouteLegDto[];
}

@ApiSchema({ name: 'Quote' })
export class QuoteDto {
  @ApiProperty(text('Symbol of what would be sold.'))
  fromToken: string;

  @ApiProperty(text('Symbol of what would be bought.'))
  toToken: string;

  @ApiProperty(amount('How much of `fromToken`, in whole tokens.'))
  amount: string;

  @ApiProperty({ type: () => [VenueQuoteDto], description: 'What each venue alone would give.' })
  quotes: readonly VenueQuoteDto[];

  @ApiProperty({ type: () => RouteDto, description: 'What an order would take.' })
  route: RouteDto;

  @ApiProperty(text('Place an order with it to have exactly this route executed.'))
  quoteId: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'Until when `quoteId` can be used.' })
  expiresAt: string;
}

@ApiSchema({ name: 'PoolDepth' })
export class PoolDepthDto {
  @ApiProperty(count('Price impact, fees aside, in hundredths of a per cent.'))
  priceImpactBps: number;

  @ApiProperty(byToken('How much of each token can be sold for at most that, in whole tokens, fee included.'))
  sell: Readonly<Record<string, string>>;
}

@ApiSchema({ name: 'Pool' })
export class PoolDto {
  @ApiProperty(text('Its address.'))
  pool: string;

  @ApiProperty(text('The venue that it belongs to.'))
  venue: string;

  @ApiProperty(text('The venue for people.'))
  venueName: string;

  @ApiProperty({ type: [String], minItems: 2, maxItems: 2, description: 'Symbols of its two tokens.' })
  tokens: readonly string[];

  @ApiProperty(amount('Marginal price: whole second tokens per whole first token, fees aside.'))
  price: string;

  @ApiProperty({ type: Number, description: 'What a small swap pays, in hundredths of a per cent.' })
  feeBps: number;

  @ApiProperty(byToken('What it holds of each token, in whole tokens.'))
  holdings: Readonly<Record<string, string>>;

  @ApiProperty({ type: () => [PoolDepthDto] })
  depth: readonly PoolDepthDto[];

  @ApiProperty(count('Slot of the chain that this holds for.'))
  asOfSlot: number;
}

@ApiSchema({ name: 'PoolList' })
export class PoolListDto {
  @ApiProperty({ type: () => [PoolDto] })
  items: readonly PoolDto[];
}

@ApiSchema({ name: 'Balances' })
export class BalancesDto {
  @ApiProperty(text('Whose wallet this is.'))
  owner: string;

  @ApiProperty({ type: () => [TokenAmountDto] })
  items: readonly TokenAmountDto[];
}
