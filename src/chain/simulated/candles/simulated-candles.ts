import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { CANDLE_INTERVALS, CandleHistory, type Candle, type CandleRequest } from '../../candles.js';
import { ChainView } from '../chain-view.js';
import { CANDLES } from '../reader-statements.js';
import { invertPrice } from './invert-price.js';

interface CandleRow extends Omit<Candle, 'volume'> {
  readonly volume: string;
  readonly quoteVolume: string;
}

const END_OF_TIME = Number.MAX_SAFE_INTEGER;

/** The candles that block production keeps in the database, in either direction. */
@Injectable()
export class SimulatedCandles extends CandleHistory {
  constructor(
    private readonly view: ChainView,
    private readonly database: Database,
  ) {
    super();
  }

  pairs(): readonly (readonly [string, string])[] {
    const pools = this.view.venues().flatMap((venue) => this.view.reading(venue).pools);
    return [...new Map(pools.map(({ tokens }) => [tokens.join('/'), tokens])).values()];
  }

  async candles({ base, quote, interval, limit, before }: CandleRequest): Promise<readonly Candle[]> {
    const inverse = this.pairs().some(([a, b]) => a === quote && b === base);
    const rows = await this.database.answer<CandleRow>(CANDLES, [
      ...(inverse ? [quote, base] : [base, quote]),
      CANDLE_INTERVALS[interval],
      before ?? END_OF_TIME,
      limit,
    ]);
    return rows.map(inverse ? invertedCandle : candle).toReversed();
  }
}

function candle({ time, open, high, low, close, volume, trades }: CandleRow): Candle {
  return { time, open, high, low, close, volume: BigInt(volume), trades };
}

function invertedCandle({ time, open, high, low, close, quoteVolume, trades }: CandleRow): Candle {
  return {
    time,
    open: invertPrice(open),
    high: invertPrice(low),
    low: invertPrice(high),
    close: invertPrice(close),
    volume: BigInt(quoteVolume),
    trades,
  };
}
