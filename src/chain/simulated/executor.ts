import { formatAmount } from '../../common/amount.js';
import { findToken } from '../../tokens/tokens.js';
import { venueOf } from '../../venues/registry.js';
import type { LandingErrorCode, Leg, LegFill, TransactionRequest } from '../chain.js';
import type { SimPool } from './sim-pool.js';
import type { Wallet } from './world.js';

/** One leg done: its figures, and its pool before and after. */
export interface LegExecution {
  readonly fill: LegFill;
  readonly before: SimPool;
  readonly after: SimPool;
}

/** What became of a transaction's legs: all of them, or none. Amounts in base units. */
export type Execution =
  | {
      readonly ok: true;
      readonly amountIn: bigint;
      readonly amountOut: bigint;
      readonly legs: readonly LegExecution[];
    }
  | { readonly ok: false; readonly code: LandingErrorCode; readonly reason: string };

/**
 * Executes a transaction on the pools as `poolOf` shows them, changing nothing. A leg spends its `amountIn`, but never
 * more than the transaction still has of that token; the last leg that sells a token bought on the way sells all that is
 * left of it, so that a route whose first hop gave more or less than quoted leaves nothing behind. A leg with nothing to
 * spend is left out.
 * @param now chain time, whole seconds since the Unix epoch
 */
export function execute(
  poolOf: (id: string) => SimPool | undefined,
  wallet: Wallet,
  transaction: TransactionRequest,
  now: number,
): Execution {
  const { fromToken, toToken, minAmountOut, legs } = transaction;
  const held = wallet.get(fromToken) ?? 0n;
  if (held < transaction.amountIn) {
    const figures = `the wallet holds ${show(held, fromToken)}, the swap spends ${show(transaction.amountIn, fromToken)}`;
    return refuse('INSUFFICIENT_FUNDS', figures);
  }
  const purse = new Map([[fromToken, transaction.amountIn]]);
  const changed = new Map<string, SimPool>();
  const done: LegExecution[] = [];
  for (const [index, leg] of legs.entries()) {
    const available = purse.get(leg.fromToken) ?? 0n;
    const takesAll = leg.fromToken !== fromToken && !legs.some((next, at) => at > index && sells(next, leg.fromToken));
    const amountIn = takesAll || available < leg.amountIn ? available : leg.amountIn;
    if (amountIn <= 0n) continue;
    const swapped = swap(changed.get(leg.pool) ?? poolOf(leg.pool), leg, amountIn, now);
    if (typeof swapped === 'string') return refuse('INSUFFICIENT_LIQUIDITY', swapped);
    changed.set(leg.pool, swapped.after);
    purse.set(leg.fromToken, available - amountIn);
    purse.set(leg.toToken, (purse.get(leg.toToken) ?? 0n) + swapped.fill.amountOut);
    done.push(swapped);
  }
  if (done.length === 0) return refuse('INSUFFICIENT_LIQUIDITY', 'no leg had anything to spend');
  const amountOut = purse.get(toToken) ?? 0n;
  if (amountOut < minAmountOut) {
    const figures = `the swap gives ${show(amountOut, toToken)}, the least accepted is ${show(minAmountOut, toToken)}`;
    return refuse('SLIPPAGE_EXCEEDED', figures);
  }
  return { ok: true, amountIn: transaction.amountIn - (purse.get(fromToken) ?? 0n), amountOut, legs: done };
}

/** One swap on one pool, or why the pool does not take it. */
export function swap(pool: SimPool | undefined, leg: Leg, amountIn: bigint, now: number): LegExecution | string {
  if (!pool || pool.venue !== leg.venue) return `there is no pool ${leg.pool} of ${leg.venue}`;
  const [a, b] = pool.tokens;
  const aToB = leg.fromToken === a && leg.toToken === b;
  if (!aToB && !(leg.fromToken === b && leg.toToken === a)) {
    return `pool ${pool.id} trades ${a}/${b}, not ${leg.fromToken} for ${leg.toToken}`;
  }
  const effect = venueOf(pool.venue).apply(pool.state, { aToB, amountIn, now });
  if (!effect.ok) return `pool ${pool.id} does not take ${show(amountIn, leg.fromToken)}: ${effect.reason}`;
  const { fromToken, toToken, venue } = leg;
  const { amountOut, fee, feeSide } = effect;
  const feeToken = feeSide === 'in' ? fromToken : toToken;
  return {
    fill: { pool: pool.id, venue, fromToken, toToken, amountIn, amountOut, fee, feeToken },
    before: pool,
    after: pool.withState(effect.state),
  };
}

function sells(leg: Leg, token: string): boolean {
  return leg.fromToken === token;
}

function refuse(code: LandingErrorCode, reason: string): Execution {
  return { ok: false, code, reason };
}

function show(units: bigint, symbol: string): string {
  return `${formatAmount(units, findToken(symbol)?.decimals ?? 0)} ${symbol}`;
}
