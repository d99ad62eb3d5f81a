import type { RecordedTransaction } from '../chain/transactions.js';
import { whole } from './quote.view.js';

/** A transaction for people: whole tokens as decimal strings; the pools' states stay as their venues write them. */
export function toTransactionView(transaction: RecordedTransaction) {
  const { signature, clientRef, slot, time, position, status, failure, fromToken, toToken } = transaction;
  const { amountIn, minAmountOut, amountOut, lastValidSlot, legs } = transaction;
  return {
    signature,
    reference: clientRef,
    status,
    ...(failure ? { error: failure } : {}),
    slot,
    time: new Date(time * 1_000).toISOString(),
    position,
    lastValidSlot,
    fromToken,
    toToken,
    amountIn: whole(amountIn, fromToken),
    minAmountOut: whole(minAmountOut, toToken),
    ...(amountOut === undefined ? {} : { amountOut: whole(amountOut, toToken) }),
    legs: legs.map((leg) => ({
      venue: leg.venue,
      pool: leg.pool,
      tokens: leg.tokens,
      fromToken: leg.fromToken,
      toToken: leg.toToken,
      amountIn: whole(leg.amountIn, leg.fromToken),
      amountOut: whole(leg.amountOut, leg.toToken),
      fee: whole(leg.fee, leg.feeToken),
      feeToken: leg.feeToken,
      poolBefore: leg.poolBefore,
    })),
  };
}
