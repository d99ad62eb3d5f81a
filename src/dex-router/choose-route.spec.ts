import type { PoolReading } from '../chain/chain.js';
import type { Pool } from '../venues/venue.js';
import { cpmmPool } from '../venues/raydium-cpmm/cpmm-state.js';
import { bestPool } from './best-pool.js';
import { chooseRoute } from './choose-route.js';
import { marketOf } from './route-of-legs.js';
import type { VenueQuote } from './route.js';

const request = { fromToken: 'SOL', toToken: 'USDC', amountIn: 1_000_000_000n };
const pool = (
  id: string,
  reserveA: bigint,
  reserveB: bigint,
  tokens: readonly [string, string] = ['SOL', 'USDC'],
): Pool => ({
  id,
  venue: 'raydium-cpmm',
  tokens,
  state: cpmmPool({ reserveA, reserveB, feePpm: 2_500n }),
});
const reading = (...pools: Pool[]): PoolReading => ({ slot: 7, time: 0, pools });
const big = 10n ** 15n;

describe('chooseRoute', () => {
  const choose = (...pools: Pool[]) => chooseRoute(marketOf([reading(...pools)]), request);

  it('splits over pools where that gives more, exactly to the unit, below its bound', () => {
    const { route } = choose(pool('x', 10n ** 11n, 10n ** 11n), pool('y', 10n ** 11n, 10n ** 11n));
    const alone = bestPool('raydium-cpmm', reading(pool('x', 10n ** 11n, 10n ** 11n)), request) as VenueQuote;
    expect(route!.legs.map((leg) => leg.pool).toSorted()).toEqual(['x', 'y']);
    expect(route!.legs.reduce((sum, leg) => sum + leg.amountIn, 0n)).toBe(request.amountIn);
    expect(route!.legs.reduce((sum, leg) => sum + leg.amountOut, 0n)).toBe(route!.amountOut);
    expect(route!.amountOut).toBeGreaterThan(alone.amountOut);
    expect(route!.upperBound).toBeGreaterThanOrEqual(route!.amountOut);
    expect(route!.gapBps).toBeLessThan(0.01);
  });

  it('goes through another token where no pool has the pair', () => {
    const { route } = choose(pool('x', big, big, ['SOL', 'JUP']), pool('y', big, big, ['USDC', 'JUP']));
    expect(route!.legs.map((leg) => `${leg.fromToken}>${leg.toToken}`)).toEqual(['SOL>JUP', 'JUP>USDC']);
    expect(route!.fees.map((fee) => fee.token)).toEqual(['SOL', 'JUP']);
  });

  it.each([
    ['NO_ROUTE', [pool('x', big, big, ['SOL', 'JUP'])]],
    ['NO_ROUTE', []],
    ['AMOUNT_TOO_SMALL', [pool('x', 10n ** 18n, 10n)]],
    ['INSUFFICIENT_LIQUIDITY', [pool('x', 10n ** 7n, 10n ** 7n)]],
  ] as const)('says %s when that is why there is none', (code, pools) => {
    expect(choose(...pools)).toMatchObject({ refusal: { code } });
  });

  it('says how much would go when it is too much', () => {
    // Of a constant product with 0.01 SOL, nine times as much loses 90 % of its worth.
    const { reason } = choose(pool('x', 10n ** 7n, 10n ** 7n)).refusal!;
    const most = Number(/about (\S+) SOL would go/.exec(reason)?.[1]);
    expect(most).toBeGreaterThan(0.088);
    expect(most).toBeLessThan(0.092);
  });
});

describe('bestPool', () => {
  const pool = (
    id: string,
    reserveA: bigint,
    reserveB: bigint,
    tokens: readonly [string, string] = ['SOL', 'USDC'],
  ) => ({
    id,
    venue: 'raydium-cpmm',
    tokens,
    state: cpmmPool({ reserveA, reserveB, feePpm: 2_500n }),
  });
  const reading = (...pools: PoolReading['pools']): PoolReading => ({ slot: 7, time: 0, pools });
  const big = 10n ** 15n;

  it('compares the pools of the pair, in whichever order they hold it', () => {
    const best = bestPool(
      'raydium-cpmm',
      reading(pool('x', big, big), pool('y', big * 2n, big, ['USDC', 'SOL']), pool('z', big, big * 9n, ['SOL', 'JUP'])),
      request,
    );
    expect(best).toMatchObject({ pool: 'y', asOfSlot: 7, feeToken: 'SOL', fee: 2_500_000n });
  });

  it('prefers the smaller id where two pools give the same', () => {
    expect(bestPool('raydium-cpmm', reading(pool('b', big, big), pool('a', big, big)), request)).toMatchObject({
      pool: 'a',
    });
  });

  it('says that there is no pool, or that the amount is dust', () => {
    expect(bestPool('raydium-cpmm', reading(), request)).toMatchObject({ code: 'NO_POOL' });
    expect(bestPool('raydium-cpmm', reading(pool('a', big, 10n)), { ...request, amountIn: 1n })).toMatchObject({
      code: 'AMOUNT_TOO_SMALL',
    });
  });

  it('measures the price impact without the fee', () => {
    const deep = bestPool('raydium-cpmm', reading(pool('a', 10n ** 18n, 10n ** 18n)), request);
    const shallow = bestPool('raydium-cpmm', reading(pool('a', 10n ** 11n, 10n ** 11n)), request);
    expect(deep).toMatchObject({ priceImpactBps: 0 });
    // Selling 1 % of a constant product's reserve costs about 1 %.
    expect((shallow as VenueQuote).priceImpactBps).toBeGreaterThan(95);
    expect((shallow as VenueQuote).priceImpactBps).toBeLessThan(100);
  });
});
