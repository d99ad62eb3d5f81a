import { formatAmount } from '../common/amount.js';
import { findToken } from '../tokens/tokens.js';
import { venueOf } from '../venues/registry.js';
import type { Pool } from '../venues/venue.js';
import type { Leg, LegFill } from './chain.js';

/** One leg done: its figures, and its pool before and after. */
export interface LegExecution<P extends Pool = Pool> {
  readonly fill: LegFill;
  readonly before: P;
  readonly after: P;
}

/** The pools that legs find, and how a pool is made from one with another state. */
export interface PoolBook<P extends Pool> {
  readonly find: (id: string) => P | undefined;
  readonly withState: (pool: P, state: unknown) => P;
  /** Chain time, whole seconds since the Unix epoch. */
  readonly now: number;
}

/** What a transaction's legs do together. Base units. */
export interface LegsExecution<P extends Pool = Pool> {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly legs: readonly LegExecution<P>[];
}

/**
 * Executes legs in order, changing nothing; why not, in words, when a pool does not take its part. A leg spends its
 * `amountIn`, but never more than there is of that token; the last leg that sells a token bought on the way sells all
 * that is left of it, so that a route whose first hop gave more or less than quoted leaves nothing behind. A leg with
 * nothing to spend is left out.
 */
export function executeLegs<P extends Pool>(
  book: PoolBook<P>,
  swapped: { readonly fromToken: string; readonly toToken: string; readonly amountIn: bigint },
  legs: readonly Leg[],
): LegsExecution<P> | string {
  const { fromToken, toToken } = swapped;
  const purse = new Map([[fromToken, swapped.amountIn]]);
  const changed = new Map<string, P>();
  const done: LegExecution<P>[] = [];
  for (const [index, leg] of legs.entries()) {
    const available = purse.get(leg.fromToken) ?? 0n;
    const isLast = !legs.some((next, at) => at > index && next.fromToken === leg.fromToken);
    const takesAll = leg.fromToken !== fromToken && isLast;
    const amountIn = takesAll || available < leg.amountIn ? available : leg.amountIn;
    if (amountIn <= 0n) continue;
    const execution = executeLeg(book, changed.get(leg.pool) ?? book.find(leg.pool), leg, amountIn);
    if (typeof execution === 'string') return execution;
    changed.set(leg.pool, execution.after);
    purse.set(leg.fromToken, available - amountIn);
    purse.set(leg.toToken, (purse.get(leg.toToken) ?? 0n) + execution.fill.amountOut);
    done.push(execution);
  }
  if (done.length === 0) return 'no leg had anything to spend';
  return { amountIn: swapped.amountIn - (purse.get(fromToken) ?? 0n), amountOut: purse.get(toToken) ?? 0n, legs: done };
}

/** One swap on one pool, or why the pool does not take it. */
export function executeLeg<P extends Pool>(
  book: Pick<PoolBook<P>, 'withState' | 'now'>,
  pool: P | undefined,
  leg: Leg,
  amountIn: bigint,
): LegExecution<P> | string {
  if (!pool || pool.venue !== leg.venue) return `there is no pool ${leg.pool} of ${leg.venue}`;
  const [a, b] = pool.tokens;
  const aToB = leg.fromToken === a && leg.toToken === b;
  if (!aToB && !(leg.fromToken === b && leg.toToken === a)) {
    return `pool ${pool.id} trades ${a}/${b}, not ${leg.fromToken} for ${leg.toToken}`;
  }
  const effect = venueOf(pool.venue).apply(pool.state, { aToB, amountIn, now: book.now });
  if (!effect.ok) return `pool ${pool.id} does not take ${amountText(amountIn, leg.fromToken)}: ${effect.reason}`;
  const { fromToken, toToken, venue } = leg;
  const { amountOut, fee, feeSide } = effect;
  const feeToken = feeSide === 'in' ? fromToken : toToken;
  return {
    fill: { pool: pool.id, venue, fromToken, toToken, amountIn, amountOut, fee, feeToken },
    before: pool,
    after: book.withState(pool, effect.state),
  };
}

/** `1.5 SOL`. */
export function amountText(units: bigint, symbol: string): string {
  return `${formatAmount(units, findToken(symbol)?.decimals ?? 0)} ${symbol}`;
}
