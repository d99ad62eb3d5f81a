import { cpmmPool } from '../../venues/raydium-cpmm/cpmm-state.js';
import type { Pool } from '../../venues/venue.js';
import { optimalRoute } from './optimal-route.js';

const now = 1_800_000_000;
const pool = (id: string, depth: bigint, feePpm: bigint): Pool => ({
  id,
  venue: 'raydium-cpmm',
  tokens: ['A', 'B'],
  state: cpmmPool({ reserveA: depth, reserveB: depth * 500_000n, feePpm }),
});

describe('amounts just before a fee takes a step', () => {
  it.each([300_000n, 365_355n, 473_261n])('cost less than one unit sold of %s over two legs', (amountIn) => {
    const pools = [pool('p1', 40_000_000n, 2_500n), pool('p2', 25_000_000n, 3_000n)];
    const route = optimalRoute(pools, { fromToken: 'A', toToken: 'B', amountIn, now }, { maxLegs: Infinity });
    if (!route.ok) throw new Error(route.code);
    expect(route.legs).toHaveLength(2);
    // A unit of A is worth about 490,000 of B; each of two fees rounded up would cost up to one.
    expect(route.upperBound - route.amountOut).toBeLessThan(245_000n);
  });
});
