import type { PoolReading } from '../chain/chain.js';
import { cpmmPool } from '../venues/raydium-cpmm/cpmm-state.js';
import { bestPool } from './best-pool.js';
import { chooseRoute } from './choose-route.js';
import type { NoQuote, VenueQuote } from './route.js';

const request = { fromToken: 'SOL', toToken: 'USDC', amountIn: 1_000_000_000n, callKey: 'k' };
const quote = (venue: string, amountOut: bigint): VenueQuote => ({
  venue,
  pool: `pool of ${venue}`,
  amountOut,
  fee: 1n,
  feeToken: 'SOL',
  priceImpactBps: 0,
  asOfSlot: 7,
});
const no = (venue: string, code: NoQuote['code']): NoQuote => ({ venue, code, reason: 'because' });

describe('chooseRoute', () => {
  it('takes the most output, and the smaller venue id on a tie', () => {
    const answers = [quote('b', 10n), quote('c', 12n), quote('a', 12n), no('d', 'NO_POOL')];
    expect(chooseRoute(request, answers).route?.legs).toMatchObject([
      { venue: 'a', amountIn: request.amountIn, amountOut: 12n },
    ]);
  });

  it.each([
    [['NO_POOL', 'NO_POOL'], 'NO_ROUTE'],
    [['NO_POOL', 'INSUFFICIENT_LIQUIDITY'], 'INSUFFICIENT_LIQUIDITY'],
    [['NO_POOL', 'AMOUNT_TOO_SMALL'], 'AMOUNT_TOO_SMALL'],
    [['INSUFFICIENT_LIQUIDITY', 'VENUE_UNAVAILABLE'], 'VENUES_UNAVAILABLE'],
    [[], 'NO_ROUTE'],
  ] as const)('says why there is none: %j is %s', (codes, refused) => {
    const answers = codes.map((code, n) => no(`v${n}`, code));
    expect(chooseRoute(request, answers)).toMatchObject({ refusal: { code: refused } });
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
