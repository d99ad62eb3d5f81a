import { priceOf, whole } from '../dex-router/quote.view.js';
import type { RouteView } from '../dex-router/quote.view.js';
import { parseAmount } from '../common/amount.js';
import type { EventData } from '../orders/order-event.js';
import type { Order, OrderChanges } from '../orders/order.js';
import { tokenOf } from '../tokens/tokens.js';
import { ExecutionError } from './execution-error.js';
import type { ExecutionErrorCode } from './execution-error.js';
import type { Settled } from './settlement.js';

type Landed = Extract<Settled, { state: 'landed' }>;
type Dead = Extract<Settled, { state: 'failed' | 'expired' }>;

/** What a landed transaction means for its order: the data of the event and the columns. */
export function confirmedEvent(order: Order, landed: Landed): [EventData, OrderChanges] {
  const { fromToken, toToken } = order;
  const { amountIn, amountOut, signature, slot, fills } = landed;
  const executedPrice = priceOf(amountOut, amountIn, fromToken, toToken);
  const quoted = parseAmount((order.route as RouteView).amountOut, tokenOf(toToken).decimals);
  const data = {
    signature,
    slot,
    amountIn: whole(amountIn, fromToken),
    amountOut: whole(amountOut, toToken),
    fromToken,
    toToken,
    executedPrice,
    feesPaid: fills.map(({ venue, pool, fee, feeToken }) => ({
      venue,
      pool,
      token: feeToken,
      amount: whole(fee, feeToken),
    })),
    slippageBps: bpsBelow(quoted, amountOut),
    fills: fills.map((fill) => ({
      venue: fill.venue,
      pool: fill.pool,
      fromToken: fill.fromToken,
      toToken: fill.toToken,
      amountIn: whole(fill.amountIn, fill.fromToken),
      amountOut: whole(fill.amountOut, fill.toToken),
    })),
  };
  return [data, { amountOut, executedPrice }];
}

/** How far `got` is below `quoted`, hundredths of a per cent with two decimals; negative when it is above. */
function bpsBelow(quoted: bigint, got: bigint): number {
  return Number(((quoted - got) * 1_000_000n) / quoted) / 100;
}

const CODE_OF = {
  SLIPPAGE_EXCEEDED: 'SLIPPAGE_EXCEEDED',
  INSUFFICIENT_FUNDS: 'INSUFFICIENT_FUNDS',
  INSUFFICIENT_LIQUIDITY: 'LIQUIDITY_MOVED',
} as const satisfies Record<Extract<Dead, { state: 'failed' }>['code'], ExecutionErrorCode>;

/** What a transaction that can never land any more means for its order. */
export function deadIntent(order: Order, dead: Dead): ExecutionError {
  if (dead.state === 'failed') return new ExecutionError(CODE_OF[dead.code], dead.reason);
  return new ExecutionError(
    'TRANSACTION_EXPIRED',
    `the transaction was not included until its last valid slot ${order.lastValidSlot}`,
  );
}
