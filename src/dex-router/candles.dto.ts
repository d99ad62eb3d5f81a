import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { amount, count, text } from './dto-properties.js';

@ApiSchema({ name: 'Candle' })
export class CandleDto {
  @ApiProperty({ type: String, format: 'date-time', description: 'When the interval began, in the chain’s time.' })
  time: string;

  @ApiProperty(amount('Price of the first trade.'))
  open: string;

  @ApiProperty(amount('The highest price.'))
  high: string;

  @ApiProperty(amount('The lowest price.'))
  low: string;

  @ApiProperty(amount('Price of the last trade.'))
  close: string;

  @ApiProperty(amount('Whole first tokens of the pair that were traded.'))
  volume: string;

  @ApiProperty(count('How many swaps there were.'))
  trades: number;
}

@ApiSchema({ name: 'Candles' })
export class CandlesDto {
  @ApiProperty(text('`SOL/USDC`: prices are USDC per SOL.'))
  pair: string;

  @ApiProperty(text('`1m`, `5m`, `15m`, `1h` or `1d`.'))
  interval: string;

  @ApiProperty({ type: () => [CandleDto], description: 'Oldest first; intervals without trades are left out.' })
  items: readonly CandleDto[];
}
