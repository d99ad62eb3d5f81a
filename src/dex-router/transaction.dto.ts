import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { amount, count, text } from './dto-properties.js';

@ApiSchema({ name: 'TransactionError' })
export class TransactionErrorDto {
  @ApiProperty({ enum: ['SLIPPAGE_EXCEEDED', 'INSUFFICIENT_FUNDS', 'INSUFFICIENT_LIQUIDITY'] })
  code: string;

  @ApiProperty(text('What happened, in words.'))
  reason: string;
}

@ApiSchema({ name: 'TransactionLeg' })
export class TransactionLegDto {
  @ApiProperty(text('The venue of the pool.'))
  venue: string;

  @ApiProperty(text('The address of the pool.'))
  pool: string;

  @ApiProperty({ type: [String], minItems: 2, maxItems: 2, description: 'The pool’s tokens A and B, or X and Y.' })
  tokens: readonly string[];

  @ApiProperty(text('What was sold.'))
  fromToken: string;

  @ApiProperty(text('What was bought.'))
  toToken: string;

  @ApiProperty(amount('Whole tokens sold, fee included.'))
  amountIn: string;

  @ApiProperty(amount('Whole tokens bought.'))
  amountOut: string;

  @ApiProperty(amount('The pool’s fee, in whole `feeToken`.'))
  fee: string;

  @ApiProperty(text('The token that the fee was taken in.'))
  feeToken: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'The state of the pool right before this leg, in base units: with `amountIn` and the transaction’s `time` it gives `amountOut` and `fee` by the formulas of the venue.',
  })
  poolBefore: unknown;
}

@ApiSchema({ name: 'Transaction' })
export class TransactionDto {
  @ApiProperty(text('Its signature.'))
  signature: string;

  @ApiProperty(text('Its sender’s reference: the order’s id, a colon, and the number of the order’s intent.'))
  reference: string;

  @ApiProperty({ enum: ['landed', 'failed', 'expired'], description: '`failed`: included, but with an error.' })
  status: string;

  @ApiPropertyOptional({ type: () => TransactionErrorDto, description: 'Why it failed.' })
  error?: TransactionErrorDto;

  @ApiProperty(count('The slot that includes it.'))
  slot: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'The slot’s time, whole seconds of the chain’s time.',
  })
  time: string;

  @ApiProperty(count('Its place in the slot, from 0.'))
  position: number;

  @ApiProperty(count('The last slot that might have included it.'))
  lastValidSlot: number;

  @ApiProperty(text('What was sold.'))
  fromToken: string;

  @ApiProperty(text('What was bought.'))
  toToken: string;

  @ApiProperty(amount('Whole tokens to sell.'))
  amountIn: string;

  @ApiProperty(amount('The least whole tokens to be bought.'))
  minAmountOut: string;

  @ApiPropertyOptional(amount('Whole tokens bought, where it landed.'))
  amountOut?: string;

  @ApiProperty({ type: () => [TransactionLegDto], description: 'Its swaps in order; none unless it landed.' })
  legs: readonly TransactionLegDto[];
}
