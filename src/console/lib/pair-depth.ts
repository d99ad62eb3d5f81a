import type { Pool } from '../../client/index.js';

/** One pool of a pair, seen from the pair's first token: what sells of each side for at most an impact. */
export interface PoolDepth {
  readonly pool: Pool;
  readonly price: number;
  /** By price impact in bps: whole tokens of the base that can be sold, and of the base that can be bought. */
  readonly levels: readonly { readonly bps: number; readonly sellBase: number; readonly buyBase: number }[];
}

/** The pools of a pair, deepest first. What one can buy is what the other token buys at the pool's price. */
export function pairDepth(pools: readonly Pool[], pair: string): readonly PoolDepth[] {
  const [base = '', quote = ''] = pair.split('/');
  return pools
    .filter(({ tokens }) => tokens.includes(base) && tokens.includes(quote))
    .map((pool) => {
      const price = pool.tokens[0] === base ? Number(pool.price) : 1 / Number(pool.price);
      const levels = pool.depth.map(({ priceImpactBps, sell }) => ({
        bps: priceImpactBps,
        sellBase: Number(sell[base] ?? 0),
        buyBase: Number(sell[quote] ?? 0) / price,
      }));
      return { pool, price, levels };
    })
    .toSorted((a, b) => (b.levels.at(-1)?.sellBase ?? 0) - (a.levels.at(-1)?.sellBase ?? 0));
}
