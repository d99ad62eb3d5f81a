import { describe, expect, it } from 'vitest';
import { tokenOf, TOKENS } from '../../tokens/tokens.js';
import { venueOf, VENUES } from '../../venues/registry.js';
import type { SimPool } from './sim-pool.js';
import { SimPool as Pool } from './sim-pool.js';
import { startMarket } from './start-market.js';

/** Whole B per whole A. */
function wholePrice({ venue, state, tokens: [a, b] }: SimPool): number {
  const { numerator, denominator } = venueOf(venue).price(state);
  return (Number(numerator) / Number(denominator)) * 10 ** (tokenOf(a).decimals - tokenOf(b).decimals);
}

describe('the start market', () => {
  const market = startMarket('1');

  it('is a function of the seed', () => {
    const text = (seed: string): string[] => startMarket(seed).map((pool) => pool.id + pool.stateJson);
    expect(text('1')).toEqual(text('1'));
    expect(text('1')).not.toEqual(text('2'));
  });

  it('trades every token on every venue, with addresses like Solana’s', () => {
    expect(new Set(market.flatMap(({ tokens }) => tokens))).toEqual(new Set(TOKENS.map(({ symbol }) => symbol)));
    expect(new Set(market.map(({ venue }) => venue))).toEqual(new Set(VENUES.map(({ id }) => id)));
    expect(new Set(market.map(({ id }) => id)).size).toBe(market.length);
    for (const { id } of market) expect(id).toMatch(/^[1-9A-HJ-NP-Za-km-z]{44}$/);
  });

  it('begins with a SOL/USDC pool of mainnet’s size', () => {
    const [first] = market;
    const [sol, usdc] = venueOf(first!.venue).holdings(first!.state);
    expect(Number(sol) / 1e9).toBeCloseTo(40_078, 0);
    expect(usdc).toBe(6_553_287_000_000n);
  });

  it('lists each pair in one order only', () => {
    const pairs = new Set(market.map(({ tokens }) => tokens.join('/')));
    for (const { tokens } of market) expect(pairs).not.toContain(tokens.toReversed().join('/'));
  });

  it('prices a pair nearly alike in all its pools, but not equally', () => {
    const byPair = new Map<string, number[]>();
    for (const pool of market) {
      const pair = pool.tokens.join('/');
      byPair.set(pair, [...(byPair.get(pair) ?? []), wholePrice(pool)]);
    }
    const several = [...byPair.values()].filter((prices) => prices.length >= 3);
    expect(several.length).toBeGreaterThanOrEqual(5);
    for (const prices of several) {
      expect(new Set(prices).size).toBe(prices.length);
      expect(Math.max(...prices) / Math.min(...prices) - 1).toBeLessThan(0.008);
    }
  });

  it.each(market.map((pool) => [`${pool.tokens.join('/')} on ${pool.venue}`, pool] as const))(
    '%s survives storage and sells a hundredth of what it holds, both ways',
    (_, pool) => {
      const { id, venue, tokens } = pool;
      expect(Pool.fromJson({ id, venue, tokens, state: JSON.parse(pool.stateJson) }).state).toEqual(pool.state);
      const holdings = venueOf(venue).holdings(pool.state);
      for (const aToB of [true, false]) {
        const amountIn = holdings[aToB ? 0 : 1] / 100n;
        expect(venueOf(venue).quote(pool.state, { aToB, amountIn, now: 1_767_225_600 })).toMatchObject({ ok: true });
      }
    },
  );
});
