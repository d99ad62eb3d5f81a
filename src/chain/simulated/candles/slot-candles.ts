import { formatPrice } from '../../../common/amount.js';
import { tokenOf } from '../../../tokens/tokens.js';
import { venueOf } from '../../../venues/registry.js';
import type { LegExecution } from '../executor.js';
import type { SimPool } from '../sim-pool.js';

/** One pair's trades of one slot: prices in whole quote per whole base token times 10^24, volumes in base units. */
export interface SlotCandle {
  readonly base: string;
  readonly quote: string;
  readonly open: bigint;
  high: bigint;
  low: bigint;
  close: bigint;
  volume: bigint;
  quoteVolume: bigint;
  trades: number;
}

const PRICE_DECIMALS = 24;
const PRICE_ONE = 10n ** BigInt(PRICE_DECIMALS);

/** What a slot adds to the candles: one entry for each pair traded, from its swaps in their order. */
export function slotCandles(legs: Iterable<LegExecution>): SlotCandle[] {
  const candles = new Map<string, SlotCandle>();
  for (const { fill, after } of legs) {
    const [base, quote] = after.tokens;
    const price = priceOf(after);
    const [volume, quoteVolume] =
      fill.fromToken === base ? [fill.amountIn, fill.amountOut] : [fill.amountOut, fill.amountIn];
    const key = `${base}/${quote}`;
    const candle = candles.get(key);
    if (!candle) {
      const one = { open: price, high: price, low: price, close: price };
      candles.set(key, { base, quote, ...one, volume, quoteVolume, trades: 1 });
      continue;
    }
    if (price > candle.high) candle.high = price;
    if (price < candle.low) candle.low = price;
    candle.close = price;
    candle.volume += volume;
    candle.quoteVolume += quoteVolume;
    candle.trades++;
  }
  return [...candles.values()];
}

/** The same as JSON text for the database; prices as decimals of 12 digits. */
export function candlesJson(candles: readonly SlotCandle[]): string {
  const rows = candles.map(({ base, quote, open, high, low, close, volume, quoteVolume, trades }) => {
    const first = decimal(open);
    const last = close === open ? first : decimal(close);
    const written = (price: bigint): string => (price === open ? first : price === close ? last : decimal(price));
    const amounts = { volume: volume.toString(), quote_volume: quoteVolume.toString() };
    return { base, quote, open: first, high: written(high), low: written(low), close: last, ...amounts, trades };
  });
  return JSON.stringify(rows);
}

function priceOf({ venue, state, tokens: [a, b] }: SimPool): bigint {
  const { numerator, denominator } = venueOf(venue).price(state);
  return (numerator * scale(a, b)) / denominator;
}

function scale(base: string, quote: string): bigint {
  return 10n ** BigInt(PRICE_DECIMALS + tokenOf(base).decimals - tokenOf(quote).decimals);
}

function decimal(price: bigint): string {
  return formatPrice(price, PRICE_ONE, 0, 0);
}
