/** What the engine's API takes and gives. Amounts are decimal strings of whole tokens, times ISO 8601 in UTC. */

export const ORDER_STATUSES = [
  'pending',
  'routing',
  'building',
  'submitted',
  'confirmed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** An order to place. Without `clientOrderId` the client makes one, so that sending it again is harmless. */
export interface PlaceOrder {
  readonly fromToken?: string;
  readonly toToken?: string;
  readonly amount?: string | number;
  readonly orderType?: 'market';
  /** 0 to 5000; default 50. */
  readonly slippageBps?: number;
  readonly clientOrderId?: string;
  /** Of `quote`: execute what was shown, or fail with `QUOTE_MOVED`. */
  readonly quoteId?: string;
}

export interface StagedOrder {
  readonly orderId: string;
  readonly jobId: string;
  readonly status: OrderStatus;
  readonly wsUrl: string;
  readonly expiresAt: string;
}

/** One event of an order. `seq` counts from 1 per order without gaps. */
export interface OrderEvent {
  readonly event: 'job:waiting' | 'job:progress' | 'job:retrying' | 'job:completed' | 'job:failed';
  readonly orderId: string;
  readonly jobId: string;
  readonly seq: number;
  readonly status: OrderStatus;
  readonly attempt: number;
  readonly at: string;
  readonly message: string;
  /** The facts, by status: `isStage` tells which. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the feed of all orders shows: also the jobs that operators send through the queue to test it. */
export interface FeedEvent extends OrderEvent {
  /** A job that trades nothing; there is no such order. */
  readonly diagnostic?: true;
}

export interface TokenAmount {
  readonly token: string;
  readonly amount: string;
}

export interface RouteLeg {
  readonly venue: string;
  readonly pool: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: string;
  readonly amountOut: string;
}

export interface Route {
  readonly amountIn: string;
  readonly amountOut: string;
  readonly price: string;
  readonly priceImpactBps: number;
  readonly asOfSlot: number;
  /** What no routing through these pools can exceed. */
  readonly upperBound?: string;
  readonly gapBps?: number;
  readonly fees: readonly TokenAmount[];
  readonly legs: readonly RouteLeg[];
}

/** A venue's best offer for the whole amount, or why it has none. */
export interface VenueQuote {
  readonly venue: string;
  readonly pool?: string;
  readonly amountOut?: string;
  readonly price?: string;
  readonly fee?: string;
  readonly feeToken?: string;
  readonly priceImpactBps?: number;
  readonly asOfSlot?: number;
  readonly error?: { readonly code: string; readonly reason: string };
}

export interface QuoteRequest {
  readonly fromToken: string;
  readonly toToken: string;
  readonly amount: string;
}

export interface Quote extends QuoteRequest {
  readonly quotes: readonly VenueQuote[];
  readonly route: Route;
  readonly quoteId: string;
  readonly expiresAt: string;
}

export interface Order {
  readonly orderId: string;
  readonly jobId: string;
  readonly clientOrderId: string | null;
  readonly status: OrderStatus;
  readonly orderType: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amount: string;
  readonly slippageBps: number;
  readonly minAmountOut: string | null;
  readonly attempts: number;
  readonly route: unknown;
  readonly signature: string | null;
  readonly amountIn: string | null;
  readonly amountOut: string | null;
  readonly executedPrice: string | null;
  readonly failureCode: string | null;
  readonly failureReason: string | null;
  readonly lastSeq: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly promotedAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly expiresAt: string | null;
  readonly finishedAt: string | null;
}

export interface OrderDetail extends Order {
  readonly quotes: readonly unknown[] | null;
  readonly events: readonly OrderEvent[];
}

export interface OrderFilter {
  readonly status?: OrderStatus;
  readonly fromToken?: string;
  readonly toToken?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** For the next page; null on the last. */
  readonly nextCursor: string | null;
}

export interface Items<T> {
  readonly items: readonly T[];
}

export interface Token {
  readonly symbol: string;
  readonly decimals: number;
  readonly name: string;
}

export interface Pool {
  readonly pool: string;
  readonly venue: string;
  readonly venueName: string;
  readonly tokens: readonly string[];
  readonly price: string;
  readonly feeBps: number;
  readonly holdings: Readonly<Record<string, string>>;
  /** How much of each token can be sold for so much price impact. */
  readonly depth: readonly { readonly priceImpactBps: number; readonly sell: Readonly<Record<string, string>> }[];
  readonly asOfSlot: number;
}

export interface Balances extends Items<TokenAmount> {
  readonly owner: string;
}

export interface CandleRequest {
  readonly pair: string;
  /** 1m, 5m, 15m, 1h or 1d; default 1m. */
  readonly interval?: string;
  readonly limit?: number;
  readonly before?: string;
}

export interface Candle {
  readonly time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

export interface Candles extends Items<Candle> {
  readonly pair: string;
  readonly interval: string;
}

/** The state of everything the engine depends on. */
export interface Readiness {
  readonly status: string;
  readonly details: Readonly<Record<string, { readonly status: string; readonly [fact: string]: unknown }>>;
}

/** A job as the queue sees it. */
export interface Job {
  readonly jobId: string;
  readonly state: string;
  readonly attemptsMade: number;
  readonly failedReason: string | null;
}

/** Problem details (RFC 9457) with the engine's machine code. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly [extra: string]: unknown;
}
