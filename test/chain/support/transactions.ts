import type { Chain, Leg, TransactionRequest } from '../../../src/chain/chain.js';
import type { Pool } from '../../../src/venues/venue.js';

/** The first pool of a pair on any venue. */
export async function poolOf(chain: Chain, a: string, b: string): Promise<Pool> {
  for (const venue of chain.venues()) {
    const { pools } = await chain.readPools(venue, 'test');
    const found = pools.find(({ tokens }) => tokens[0] === a && tokens[1] === b);
    if (found) return found;
  }
  throw new Error(`no pool trades ${a}/${b}`);
}

export function leg(pool: Pool, fromToken: string, amountIn: bigint): Leg {
  const toToken = pool.tokens[0] === fromToken ? pool.tokens[1] : pool.tokens[0];
  return { pool: pool.id, venue: pool.venue, fromToken, toToken, amountIn };
}

/** A swap of one leg. */
export function swapOn(pool: Pool, clientRef: string, fields: Partial<TransactionRequest> = {}): TransactionRequest {
  const fromToken = fields.fromToken ?? pool.tokens[0];
  const amountIn = fields.amountIn ?? 1_000_000_000n;
  const only = leg(pool, fromToken, amountIn);
  return {
    clientRef,
    owner: 'alice',
    fromToken,
    toToken: only.toToken,
    amountIn,
    minAmountOut: 1n,
    legs: [only],
    ...fields,
  };
}
