import fc from 'fast-check';
import { randomMarket } from '../../../test/markets/random-market.js';
import { networkOf } from './network.js';
import { profitOf, upperBoundAt } from './upper-bound.js';

describe('the bound', () => {
  it('counts no pool for less than any exact quote of it earns', () => {
    const cases = fc.record({
      index: fc.nat(2_000),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      tilt: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ index, part, tilt }) => {
        const market = randomMarket('bound', index, { tokens: 2, pools: [4, 4], nasty: true, hubs: 0 });
        for (const arc of networkOf(market.pools, market.fromToken, market.toToken, market.now).arcs) {
          const most = Number(arc.curve.capacity) < 1e17 ? Number(arc.curve.capacity) : 1e15;
          const amount = BigInt(Math.max(1, Math.floor(most ** part)));
          const quote = arc.quote(amount);
          if (!quote.ok) continue;
          const price = (Number(quote.amountOut) / Number(amount)) * (1 + tilt);
          const earned = Number(quote.amountOut) - price * Number(amount);
          expect(profitOf(arc, price, 1)).toBeGreaterThanOrEqual(earned - 1e-9 * Number(quote.amountOut));
        }
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('is one at any prices', () => {
    const market = randomMarket('bound', 5, { tokens: 2, pools: [4, 4], nasty: false, hubs: 0 });
    const { arcs, from, to } = networkOf(market.pools, market.fromToken, market.toToken, market.now);
    const given = arcs.map((arc) => arc.quote(market.amountIn));
    const best = given.reduce((most, quote) => (quote.ok && quote.amountOut > most ? quote.amountOut : most), 0n);
    for (const price of [1e-6, 1e-3, 1, 1e3]) {
      expect(upperBoundAt(arcs, Float64Array.of(price, 1), from, to, market.amountIn) >= best).toBe(true);
    }
  });
});
