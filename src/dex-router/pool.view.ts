import { formatPrice } from '../common/amount.js';
import { tokenOf } from '../tokens/tokens.js';
import { venueOf } from '../venues/registry.js';
import type { Pool } from '../venues/venue.js';
import { depthOf } from './pool-depth.js';
import { whole } from './quote.view.js';

/**
 * A pool for people: price in whole second tokens per whole first token, fee of a small swap, holdings, and depth (how
 * much of each token can be sold, fee included, for at most that price impact). `now`: whole seconds of chain time.
 */
export function toPoolView(pool: Pool, slot: number, now: number) {
  const venue = venueOf(pool.venue);
  const [a, b] = pool.tokens;
  const [heldA, heldB] = venue.holdings(pool.state);
  const { numerator, denominator } = venue.price(pool.state);
  const { feePpm, depth } = depthOf(pool, now);
  return {
    pool: pool.id,
    venue: pool.venue,
    venueName: venue.name,
    tokens: pool.tokens,
    price: formatPrice(numerator, denominator, tokenOf(b).decimals, tokenOf(a).decimals),
    feeBps: feePpm / 100,
    holdings: { [a]: whole(heldA, a), [b]: whole(heldB, b) },
    depth: depth.map(({ priceImpactBps, sell }) => ({
      priceImpactBps,
      sell: { [a]: whole(sell[0], a), [b]: whole(sell[1], b) },
    })),
    asOfSlot: slot,
  };
}
