import fc from 'fast-check';
import { checkMarkets } from '../../../test/markets/check-markets.js';
import { NOW, randomMarket } from '../../../test/markets/random-market.js';
import { replayed } from '../../../test/markets/rivals.js';
import { cpmmPool } from '../../venues/raydium-cpmm/cpmm-state.js';
import { dammPool } from '../../venues/meteora-damm-v2/damm-pool.js';
import type { Pool } from '../../venues/venue.js';
import { optimalRoute } from './optimal-route.js';
import type { OptimalRoute } from './route-task.js';

const pool = (id: string, a: string, b: string, reserveA: bigint, reserveB: bigint, feePpm = 2_500n): Pool => ({
  id,
  venue: 'raydium-cpmm',
  tokens: [a, b],
  state: cpmmPool({ reserveA, reserveB, feePpm }),
});
const task = (amountIn: bigint) => ({ fromToken: 'A', toToken: 'B', amountIn, now: NOW });
const big = 10n ** 15n;

describe('optimalRoute', () => {
  it('divides an amount between two equal pools evenly', () => {
    const route = optimalRoute([pool('x', 'A', 'B', big, big), pool('y', 'A', 'B', big, big)], task(10n ** 12n));
    expect(route).toMatchObject({ ok: true, legs: [{ pool: 'x' }, { pool: 'y' }] });
    const { legs, gapBps } = route as OptimalRoute;
    expect(legs.map(({ amountIn }) => Number(amountIn) / 1e12)).toEqual([
      expect.closeTo(0.5, 4) as number,
      expect.closeTo(0.5, 4) as number,
    ]);
    expect(gapBps).toBeLessThan(1e-6);
  });

  it('goes through a third token, and spends all that it bought on the way', () => {
    const market = [
      pool('x', 'A', 'C', big, big),
      pool('y', 'B', 'C', big, big),
      pool('z', 'A', 'B', big / 1000n, big / 1000n),
    ];
    const route = optimalRoute(market, task(10n ** 12n)) as OptimalRoute;
    expect(route.legs.map(({ pool: id }) => id).toSorted()).toEqual(['x', 'y', 'z']);
    expect(replayed({ pools: market, ...task(10n ** 12n) }, route)).toBeUndefined();
  });

  it('takes fewer legs when each must be worth something', () => {
    const market = [pool('x', 'A', 'B', big, big), pool('y', 'A', 'B', big / 50n, big / 50n)];
    const free = optimalRoute(market, task(10n ** 12n)) as OptimalRoute;
    const gain = free.amountOut - (optimalRoute(market, task(10n ** 12n), { maxLegs: 1 }) as OptimalRoute).amountOut;
    expect(free.legs).toHaveLength(2);
    expect(gain > 0n).toBe(true);
    expect(optimalRoute(market, task(10n ** 12n), { legCost: gain / 2n })).toMatchObject({ legs: { length: 2 } });
    expect(optimalRoute(market, task(10n ** 12n), { legCost: gain * 2n })).toMatchObject({ legs: { length: 1 } });
  });

  it('takes one leg that gives a little less where another costs more than that', () => {
    // Two legs whose bound is tight: nothing gives more, but for their cost.
    const market = randomMarket('other small', 2_085, { tokens: 3, pools: [3, 7], nasty: false, hubs: 1 });
    const free = optimalRoute(market.pools, market) as OptimalRoute;
    const one = optimalRoute(market.pools, market, { maxLegs: 1 }) as OptimalRoute;
    expect([free.legs.length, one.legs.length]).toEqual([2, 1]);
    const lost = free.amountOut - one.amountOut;
    expect(optimalRoute(market.pools, market, { legCost: lost * 2n })).toMatchObject({ legs: { length: 1 } });
    expect(optimalRoute(market.pools, market, { legCost: lost / 2n })).toMatchObject({ legs: { length: 2 } });
  });

  it('keeps to the hops and legs that it is allowed', () => {
    const market = [pool('x', 'A', 'C', big, big), pool('y', 'C', 'D', big, big), pool('z', 'D', 'B', big, big)];
    expect(optimalRoute(market, task(10n ** 9n))).toMatchObject({ ok: true, legs: { length: 3 } });
    expect(optimalRoute(market, task(10n ** 9n), { maxHops: 2 })).toMatchObject({ ok: false });
    expect(optimalRoute(market, task(10n ** 9n), { maxLegs: 2 })).toMatchObject({ ok: false });
  });

  it('says that there is no route', () => {
    expect(optimalRoute([pool('x', 'A', 'C', big, big)], task(1n))).toMatchObject({ ok: false, code: 'NO_ROUTE' });
    expect(optimalRoute([], task(1n))).toMatchObject({ ok: false, code: 'NO_ROUTE' });
  });

  it('says that the amount is dust', () => {
    const market = [pool('x', 'A', 'B', big, 1_000n)];
    expect(optimalRoute(market, task(1n))).toMatchObject({ ok: false, code: 'AMOUNT_TOO_SMALL' });
  });

  it('says how much would go where liquidity ends', () => {
    const price = { numerator: 1n, denominator: 1n };
    const range = [
      { numerator: 9n, denominator: 10n },
      { numerator: 11n, denominator: 10n },
    ] as const;
    const state = dammPool({ price, range, amountB: 1_000_000n, fee: 1_000_000n });
    const market: Pool[] = [{ id: 'x', venue: 'meteora-damm-v2', tokens: ['A', 'B'], state }];
    const refusal = optimalRoute(market, task(10n ** 9n));
    expect(refusal).toMatchObject({ ok: false, code: 'INSUFFICIENT_LIQUIDITY' });
    const most = (refusal as { maxAmountIn: bigint }).maxAmountIn;
    expect(optimalRoute(market, task(most))).toMatchObject({ ok: true });
    expect(optimalRoute(market, task((most * 1_001n) / 1_000n))).toMatchObject({ ok: false });
  });

  it('is a function of its arguments: the same again, whatever was asked before', () => {
    const market = randomMarket('again', 1, { tokens: 5, pools: [12, 12], nasty: true, hubs: 0 });
    const first = optimalRoute(market.pools, market);
    optimalRoute(market.pools, { ...market, amountIn: market.amountIn * 3n });
    expect(optimalRoute(market.pools, market)).toEqual(first);
  });

  it('gives exact figures, leaves nothing over, and hardly less for more', () => {
    const markets = fc.record({ index: fc.nat(5_000), permille: fc.bigInt({ min: 1n, max: 999n }), few: fc.boolean() });
    fc.assert(
      fc.property(markets, ({ index, permille, few }) => {
        const market = randomMarket('property', index, { tokens: 4, pools: [2, 14], nasty: true, hubs: 0 });
        const limits = few ? {} : { maxLegs: Infinity };
        const route = optimalRoute(market.pools, market, limits);
        if (!route.ok) return;
        expect(replayed(market, route)).toBeUndefined();
        const less = { ...market, amountIn: (market.amountIn * permille) / 1_000n };
        const smaller = optimalRoute(market.pools, less, limits);
        if (!smaller.ok) return;
        // A few units of rounding per leg, of the token sold or bought, whichever is worth more.
        const unit = 1n + route.upperBound / market.amountIn;
        const slack = unit * 12n + route.amountOut / 1_000_000n;
        expect(smaller.amountOut <= route.amountOut + slack).toBe(true);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('holds on 500 random markets what test:markets holds on thousands', async () => {
    const { failures } = await checkMarkets(500, 'short');
    expect(failures).toEqual([]);
  }, 60_000);
});
