import type { OrderEvent, Route, RouteLeg, VenueQuote } from '../client/types.js';
import type { StageData } from '../client/stage-data.js';
import { ORDER_DETAIL_EXAMPLE } from '../orders/order.examples.js';

type Stage = keyof StageData;
type Example<S extends Stage> = Pick<OrderEvent, 'event' | 'seq' | 'attempt' | 'message'> & {
  readonly data: StageData[S];
};

const { orderId, jobId, quotes, minAmountOut, signature, amountIn, amountOut, executedPrice } = ORDER_DETAIL_EXAMPLE;
const route = ORDER_DETAIL_EXAMPLE.route as Route;
const [leg] = route.legs as readonly [RouteLeg];
const sent = { event: 'job:progress', attempt: 1 } as const;

const EXAMPLES: { readonly [S in Stage]: Example<S> } = {
  pending: {
    event: 'job:waiting',
    seq: 1,
    attempt: 0,
    message: 'sell 1.5 SOL for USDC',
    data: { orderType: 'market', fromToken: 'SOL', toToken: 'USDC', amount: '1.5', slippageBps: 50 },
  },
  routing: { ...sent, seq: 2, message: 'compared 1 venue', data: { quotes: quotes as readonly VenueQuote[], route } },
  building: {
    ...sent,
    seq: 3,
    message: `at least ${minAmountOut} USDC`,
    data: { minAmountOut: minAmountOut ?? '', toToken: 'USDC', slippageBps: 50, legs: route.legs },
  },
  submitted: {
    ...sent,
    seq: 4,
    message: 'sent, valid until slot 86562',
    data: { signature: signature ?? '', submittedSlot: 86_412, lastValidSlot: 86_562 },
  },
  confirmed: {
    event: 'job:completed',
    seq: 5,
    attempt: 1,
    message: `got ${amountOut} USDC in slot 86414`,
    data: {
      signature: signature ?? '',
      slot: 86_414,
      amountIn: amountIn ?? '',
      amountOut: amountOut ?? '',
      fromToken: 'SOL',
      toToken: 'USDC',
      executedPrice: executedPrice ?? '',
      feesPaid: [{ venue: leg.venue, pool: leg.pool, token: 'SOL', amount: '0.0006' }],
      slippageBps: 0,
      fills: route.legs,
    },
  },
  retrying: {
    event: 'job:retrying',
    seq: 5,
    attempt: 1,
    message: 'the transaction was not included until its last valid slot 86562; trying again in 412 ms',
    data: {
      code: 'TRANSACTION_EXPIRED',
      reason: 'the transaction was not included until its last valid slot 86562',
      delayMs: 412,
      attempt: 1,
      maxAttempts: 3,
    },
  },
  failed: ended(3, 1, 'INSUFFICIENT_LIQUIDITY', 'the pools cannot take 50000000 SOL; about 964355 SOL would go'),
  cancelled: ended(2, 0, 'CANCELLED', 'cancelled by the client'),
  expired: ended(2, 0, 'ORDER_EXPIRED', "nobody connected to the order's socket before 2026-11-21T02:01:00.082Z"),
};

function ended(seq: number, attempts: number, code: string, reason: string): Example<'failed'> {
  return { event: 'job:failed', seq, attempt: attempts, message: reason, data: { code, reason, attempts } };
}

/** An event of a stage as a socket is sent it. */
export function exampleOf(stage: Stage): object {
  const { event, seq, attempt, message, data } = EXAMPLES[stage];
  const at = `2026-11-21T02:00:00.${String(seq * 100).padStart(3, '0')}Z`;
  const status = stage === 'retrying' ? 'pending' : stage;
  return { event, orderId, jobId, seq, status, attempt, at, message, data };
}
