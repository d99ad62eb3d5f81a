import type { LandingErrorCode, Leg, TransactionRequest } from '../chain.js';
import { amountText, executeLeg, executeLegs } from '../execute-legs.js';
import type { LegExecution as AnyLegExecution, LegsExecution } from '../execute-legs.js';
import type { SimPool } from './sim-pool.js';
import type { Wallet } from './world.js';

export type LegExecution = AnyLegExecution<SimPool>;

/** What became of a transaction's legs: all of them, or none. Amounts in base units. */
export type Execution =
  | ({ readonly ok: true } & LegsExecution<SimPool>)
  | { readonly ok: false; readonly code: LandingErrorCode; readonly reason: string };

const withState = (pool: SimPool, state: unknown): SimPool => pool.withState(state);

/**
 * Executes a transaction on the pools as `poolOf` shows them, changing nothing.
 * @param now chain time, whole seconds since the Unix epoch
 */
export function execute(
  poolOf: (id: string) => SimPool | undefined,
  wallet: Wallet,
  transaction: TransactionRequest,
  now: number,
): Execution {
  const { fromToken, toToken, amountIn, minAmountOut, legs } = transaction;
  const held = wallet.get(fromToken) ?? 0n;
  if (held < amountIn) {
    const figures = `the wallet holds ${amountText(held, fromToken)}, the swap spends ${amountText(amountIn, fromToken)}`;
    return { ok: false, code: 'INSUFFICIENT_FUNDS', reason: figures };
  }
  const executed = executeLegs({ find: poolOf, withState, now }, transaction, legs);
  if (typeof executed === 'string') return { ok: false, code: 'INSUFFICIENT_LIQUIDITY', reason: executed };
  if (executed.amountOut < minAmountOut) {
    const [gives, least] = [amountText(executed.amountOut, toToken), amountText(minAmountOut, toToken)];
    return { ok: false, code: 'SLIPPAGE_EXCEEDED', reason: `the swap gives ${gives}, the least accepted is ${least}` };
  }
  return { ok: true, ...executed };
}

/** One swap on one pool, or why the pool does not take it. */
export function swap(pool: SimPool | undefined, leg: Leg, amountIn: bigint, now: number): LegExecution | string {
  return executeLeg({ withState, now }, pool, leg, amountIn);
}
