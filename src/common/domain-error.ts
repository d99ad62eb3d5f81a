/** One fault of one input field, in words that say what would be right. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Every machine code that a client can see, with the HTTP status and the title each has everywhere. */
export const ERROR_CODES = {
  VALIDATION_FAILED: { status: 400, title: 'The request is not valid' },
  MALFORMED_JSON: { status: 400, title: 'The body is not JSON' },
  UNKNOWN_TOKEN: { status: 400, title: 'Unknown token' },
  UNKNOWN_PAIR: { status: 400, title: 'No pool trades this pair' },
  UNKNOWN_INTERVAL: { status: 400, title: 'No candles of this length' },
  UNKNOWN_EVENT: { status: 400, title: 'No such message' },
  LISTEN_ONLY: { status: 400, title: 'This socket takes no messages' },
  QUOTE_INVALID: { status: 400, title: 'The quote is not one of ours' },
  INVALID_CURSOR: { status: 400, title: 'The cursor is not one of ours' },
  FORBIDDEN_ORIGIN: { status: 403, title: 'This origin may not connect' },
  NOT_FOUND: { status: 404, title: 'There is nothing at this address' },
  ORDER_NOT_FOUND: { status: 404, title: 'No such order' },
  TRANSACTION_NOT_FOUND: { status: 404, title: 'No such transaction' },
  JOB_NOT_FOUND: { status: 404, title: 'No such job' },
  ORDER_NOT_CANCELLABLE: { status: 409, title: 'The order can no longer be cancelled' },
  ORDER_EXPIRED: { status: 409, title: 'The order has expired' },
  IDEMPOTENCY_CONFLICT: { status: 409, title: 'This client order id stands for another order' },
  QUOTE_EXPIRED: { status: 410, title: 'The quote has expired' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body must be application/json' },
  NO_ROUTE: { status: 422, title: 'No venue trades this pair' },
  INSUFFICIENT_LIQUIDITY: { status: 422, title: 'The pools cannot take this amount' },
  AMOUNT_TOO_SMALL: { status: 422, title: 'The amount buys less than one base unit' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side' },
  UNAVAILABLE: { status: 503, title: 'Try again in a moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An expected fault with a stable code; each transport maps it once (HTTP in the filter, sockets in the relay). */
export class DomainError extends Error {
  /** When it may be worth another try; always told with a 503. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: {
      readonly errors?: readonly FieldError[];
      readonly retryAfterSeconds?: number;
      readonly extra?: Record<string, unknown>;
    } = {},
  ) {
    super(message);
    this.retryAfterSeconds = details.retryAfterSeconds ?? (ERROR_CODES[code].status === 503 ? 1 : undefined);
  }
}

/** The refusal that names every faulty field at once. */
export function faultyFields(errors: readonly FieldError[], code: ErrorCode = 'VALIDATION_FAILED'): DomainError {
  const words = errors.map(({ field, message }) => `${field} ${message}`.trimStart());
  return new DomainError(code, words.join('; '), { errors });
}

/** RFC 9457 problem details, with our machine code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  code: ErrorCode;
  errors?: readonly FieldError[];
  [extra: string]: unknown;
}

/** The same words for a fault on every transport. */
export function toProblem(error: DomainError, instance?: string): Problem {
  const { status, title } = ERROR_CODES[error.code];
  return {
    type: `urn:order-engine:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: error.message,
    ...(instance === undefined ? {} : { instance }),
    code: error.code,
    ...(error.details.errors ? { errors: error.details.errors } : {}),
    ...error.details.extra,
  };
}
