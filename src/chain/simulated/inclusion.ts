import type { PreparedTransaction, TransactionOutcome } from '../chain.js';
import type { Execution, LegExecution } from './executor.js';
import { fillToJson, transactionToJson } from './transaction-json.js';

/** A transaction's place in a slot and what became of it there. */
export interface Inclusion {
  readonly transaction: PreparedTransaction;
  readonly position: number;
  readonly result: Execution | 'expired';
}

/** What a sender is told. */
export function outcomeOf({ transaction, result }: Inclusion, slot: number): TransactionOutcome {
  if (result === 'expired') return { state: 'expired', slot };
  const { signature } = transaction;
  if (!result.ok) return { state: 'failed', signature, slot, code: result.code, reason: result.reason };
  const { amountIn, amountOut, legs } = result;
  return { state: 'landed', signature, slot, amountIn, amountOut, fills: legs.map((leg) => leg.fill) };
}

/** Every leg that landed, in order. */
export function landedLegs(inclusions: readonly Inclusion[]): LegExecution[] {
  return inclusions.flatMap(({ result }) => (result !== 'expired' && result.ok ? result.legs : []));
}

/** The row of `sim_transactions` as JSON text; pool states are put in as the text that they already are. */
export function inclusionJson({ transaction, position, result }: Inclusion): string {
  const { clientRef, lastValidSlot, legs, amountIn, minAmountOut, ...rest } = transactionToJson(transaction);
  const row = {
    client_ref: clientRef,
    signature: rest.signature,
    position,
    owner: rest.owner,
    from_token: rest.fromToken,
    to_token: rest.toToken,
    amount_in: amountIn,
    min_amount_out: minAmountOut,
    last_valid_slot: lastValidSlot,
    legs,
  };
  if (result === 'expired') return JSON.stringify({ ...row, status: 'expired' });
  if (!result.ok) return JSON.stringify({ ...row, status: 'failed', code: result.code, reason: result.reason });
  const landed = JSON.stringify({
    ...row,
    status: 'landed',
    amount_spent: result.amountIn.toString(),
    amount_out: result.amountOut.toString(),
    fills: result.legs.map((leg) => fillToJson(leg.fill)),
  });
  return `${landed.slice(0, -1)},"states":[${result.legs.map((leg) => leg.before.stateJson).join(',')}]}`;
}
