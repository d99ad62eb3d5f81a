import type { OrderStatus } from './order-status.js';

/** An order as stored. Amounts are base units; times are ms since the Unix epoch. */
export interface Order {
  readonly id: string;
  readonly owner: string;
  readonly clientOrderId: string | null;
  readonly requestHash: string;
  readonly type: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  readonly slippageBps: number;
  /** The quote to be executed as it was shown (JSON of `quotes/executable-quote.ts`), if the client named one. */
  readonly quote: unknown;
  /** Fixed by the first quote; never falls in a later attempt. */
  readonly minAmountOut: bigint | null;
  readonly status: OrderStatus;
  /** Sequence number of its newest event. */
  readonly lastSeq: number;
  /** Fence: rises with promotion and with every claim; a writer with an older one writes nothing. */
  readonly epoch: number;
  /** Which transaction of this order the chain may land: references are `id:intent`. */
  readonly intent: number;
  /** 0 before the first run. */
  readonly attempt: number;
  /** Which queue job carries it: `order-<id>-g<generation>`. */
  readonly generation: number;
  readonly claimsWithoutProgress: number;
  readonly promotedAt: number | null;
  readonly enqueuedAt: number | null;
  readonly nextAttemptAt: number | null;
  readonly expiresAt: number;
  /** The route chosen in the present attempt (JSON of the pipeline). */
  readonly route: unknown;
  readonly signature: string | null;
  readonly lastValidSlot: number | null;
  readonly amountOut: bigint | null;
  readonly executedPrice: string | null;
  readonly failureCode: string | null;
  readonly failureReason: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
}

/** The columns that a run may change; anything left out stays as it is. */
export type OrderChanges = Partial<
  Pick<
    Order,
    | 'intent'
    | 'minAmountOut'
    | 'nextAttemptAt'
    | 'route'
    | 'signature'
    | 'lastValidSlot'
    | 'amountOut'
    | 'executedPrice'
    | 'failureCode'
    | 'failureReason'
  >
>;
