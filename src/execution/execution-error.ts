/** Why an attempt failed, over all venues and chains, and whether another attempt may do better. */
export const EXECUTION_ERRORS = {
  NO_ROUTE: { retryable: false },
  INSUFFICIENT_LIQUIDITY: { retryable: false },
  AMOUNT_TOO_SMALL: { retryable: false },
  /** The best quote is below the output that the order's first quote fixed. */
  PRICE_BELOW_MINIMUM: { retryable: false },
  /** The quote that was to be executed as shown was promoted too late. */
  QUOTE_EXPIRED: { retryable: false },
  /** The market has left the quote that was to be executed as shown. */
  QUOTE_MOVED: { retryable: false },
  INSUFFICIENT_FUNDS: { retryable: false },
  VENUES_UNAVAILABLE: { retryable: true },
  SLIPPAGE_EXCEEDED: { retryable: true },
  /** The pools changed between quote and landing. */
  LIQUIDITY_MOVED: { retryable: true },
  TRANSACTION_EXPIRED: { retryable: true },
  /** Claimed again and again without getting anywhere. */
  POISONED: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

export type ExecutionErrorCode = keyof typeof EXECUTION_ERRORS;

export class ExecutionError extends Error {
  readonly retryable: boolean;

  constructor(
    readonly code: ExecutionErrorCode,
    reason: string,
  ) {
    super(reason);
    this.retryable = EXECUTION_ERRORS[code].retryable;
  }
}
