/** The intervals that candles are kept for, and their lengths in seconds. */
export const CANDLE_INTERVALS = { '1m': 60, '5m': 300, '15m': 900, '1h': 3_600, '1d': 86_400 } as const;
export type CandleInterval = keyof typeof CANDLE_INTERVALS;

/**
 * One interval's trades of one pair. A trade's price is the marginal price that it left its pool at, fees aside: what a
 * swap of dust paid says nothing, and buys and sells do not lie two fees apart. Prices are whole quote tokens per whole
 * base token, decimal strings.
 */
export interface Candle {
  /** When the interval began: whole seconds of chain time since the Unix epoch. */
  readonly time: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Base units of the base token. */
  readonly volume: bigint;
  /** Swaps: each leg of a transaction is one. */
  readonly trades: number;
}

export interface CandleRequest {
  readonly base: string;
  readonly quote: string;
  readonly interval: CandleInterval;
  /** The most candles to answer with. */
  readonly limit: number;
  /** Only candles that began before this second. */
  readonly before?: number;
}

/** What the chain's prices have been. */
export abstract class CandleHistory {
  /** The pairs that have pools here, base and quote as the pools have them; candles are kept for these and their inverses. */
  abstract pairs(): readonly (readonly [base: string, quote: string])[];
  /**
   * The newest candles asked for, oldest first; none for intervals without trades, or for a pair without pools.
   * @throws DomainError UNAVAILABLE while they cannot be read
   */
  abstract candles(request: CandleRequest): Promise<readonly Candle[]>;
}
