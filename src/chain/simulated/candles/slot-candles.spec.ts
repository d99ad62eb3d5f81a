import { describe, expect, it } from 'vitest';
import { cpmmPool } from '../../../venues/raydium-cpmm/cpmm-state.js';
import { swap, type LegExecution } from '../executor.js';
import { SimPool } from '../sim-pool.js';
import { closedMinute } from './candle-minute.js';
import { invertPrice } from './invert-price.js';
import { candlesJson, slotCandles } from './slot-candles.js';

/** 1,000 SOL at a price, without a fee. */
function pool(price: bigint): SimPool {
  const state = cpmmPool({ reserveA: 10n ** 12n, reserveB: 10n ** 9n * price, feePpm: 0n });
  return new SimPool(`at ${price}`, 'raydium-cpmm', ['SOL', 'USDC'], state);
}

function traded(on: SimPool, fromToken: 'SOL' | 'USDC', amountIn: bigint): LegExecution {
  const toToken = fromToken === 'SOL' ? 'USDC' : 'SOL';
  const leg = swap(on, { pool: on.id, venue: on.venue, fromToken, toToken, amountIn }, amountIn, 0);
  if (typeof leg === 'string') throw new Error(leg);
  return leg;
}

describe('the candles of a slot', () => {
  it('take the price that each swap leaves its pool at, in order, and add up volumes of both tokens', () => {
    const legs = [
      traded(pool(160n), 'SOL', 1_000n),
      traded(pool(170n), 'SOL', 1_000n),
      traded(pool(150n), 'USDC', 2_000n),
      traded(pool(165n), 'SOL', 1_000n),
    ];
    const [candle, ...others] = JSON.parse(candlesJson(slotCandles(legs))) as Record<string, unknown>[];
    expect(others).toEqual([]);
    expect(candle).toEqual({
      base: 'SOL',
      quote: 'USDC',
      open: '159.999999681',
      high: '169.999999661',
      low: expect.stringMatching(/^150\.0000\d+$/),
      close: '164.999999671',
      volume: (3_000n + legs[2]!.fill.amountOut).toString(),
      quote_volume: legs
        .reduce((sum, { fill }) => sum + (fill.toToken === 'USDC' ? fill.amountOut : fill.amountIn), 0n)
        .toString(),
      trades: 4,
    });
  });

  it('are not thrown by a swap of dust, whatever it was charged', () => {
    const [candle] = JSON.parse(candlesJson(slotCandles([traded(pool(160n), 'SOL', 7n)]))) as { low: string }[];
    expect(Number(candle?.low)).toBeCloseTo(160, 5);
  });
});

describe('an inverted price', () => {
  it.each([
    ['160', '0.00625'],
    ['0.00625', '160'],
    ['3', '0.333333333333'],
    ['0.000000130258400306', '7677048.06485'],
    ['0', '0'],
  ])('of %s is %s', (price, inverse) => {
    expect(invertPrice(price)).toBe(inverse);
  });
});

describe('the closed minute', () => {
  it('is the one before, once a slot begins another', () => {
    const minute = 1_767_225_600;
    expect(closedMinute(minute * 1_000, minute * 1_000 + 59_999)).toBeUndefined();
    expect(closedMinute(minute * 1_000 + 59_800, minute * 1_000 + 60_000)).toBe(minute);
    expect(closedMinute(minute * 1_000 + 400, minute * 1_000 + 600_000)).toBe(minute);
  });
});
