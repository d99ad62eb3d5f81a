import type { Candle, CandleRequest } from '../chain/candles.js';
import { whole } from './quote.view.js';

/** Candles for people: ISO times, whole tokens and prices as decimal strings. */
export function toCandlesView({ base, quote, interval }: CandleRequest, candles: readonly Candle[]) {
  return {
    pair: `${base}/${quote}`,
    interval,
    items: candles.map(({ time, open, high, low, close, volume, trades }) => ({
      time: new Date(time * 1_000).toISOString(),
      open,
      high,
      low,
      close,
      volume: whole(volume, base),
      trades,
    })),
  };
}
