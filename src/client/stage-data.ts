import type { OrderEvent, Route, RouteLeg, TokenAmount, VenueQuote } from './types.js';

/** Of `pending`, seq 1: the order as it was understood. */
export interface StagedData {
  readonly orderType: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amount: string;
  readonly slippageBps: number;
  readonly clientOrderId?: string;
  /** Where a quote is to be executed as it was shown: until when it holds. */
  readonly quoteExpiresAt?: string;
}

/** Of `pending` again, `job:retrying`: an attempt failed, and why. */
export interface RetryData {
  readonly code: string;
  readonly reason: string;
  readonly delayMs: number;
  readonly attempt: number;
  readonly maxAttempts: number;
}

export interface RoutingData {
  readonly quotes: readonly VenueQuote[];
  /** Null when there is none: the order fails, or is tried again. */
  readonly route: Route | null;
}

export interface BuildingData {
  readonly minAmountOut: string;
  readonly toToken: string;
  readonly slippageBps: number;
  readonly legs: readonly RouteLeg[];
}

export interface SubmittedData {
  readonly signature: string;
  readonly submittedSlot: number;
  /** After this slot the transaction can no longer land. */
  readonly lastValidSlot: number;
}

export interface ConfirmedData {
  readonly signature: string;
  readonly slot: number;
  readonly amountIn: string;
  readonly amountOut: string;
  readonly fromToken: string;
  readonly toToken: string;
  /** Whole `toToken` per whole `fromToken`. */
  readonly executedPrice: string;
  readonly feesPaid: readonly (TokenAmount & { readonly venue: string; readonly pool: string })[];
  /** How far below the quote it came, in bps; negative: above it. */
  readonly slippageBps: number;
  readonly fills: readonly RouteLeg[];
}

/** Why an order ended without a trade. */
export interface EndData {
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
}

/** The facts that an event of each stage carries. `retrying` is `pending` after a failed attempt. */
export interface StageData {
  readonly pending: StagedData;
  readonly retrying: RetryData;
  readonly routing: RoutingData;
  readonly building: BuildingData;
  readonly submitted: SubmittedData;
  readonly confirmed: ConfirmedData;
  readonly failed: EndData;
  readonly cancelled: EndData;
  readonly expired: EndData;
}

/** Whether an event is of a stage; its `data` is then typed. */
export function isStage<S extends keyof StageData>(
  event: Pick<OrderEvent, 'event' | 'status' | 'data'>,
  stage: S,
): event is OrderEvent & { readonly data: StageData[S] } {
  const isRetry = event.event === 'job:retrying';
  return stage === 'retrying' ? isRetry : event.status === stage && !isRetry;
}
