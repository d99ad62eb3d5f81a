import { describe, expect, it } from 'vitest';
import { cpmmPool } from '../../venues/raydium-cpmm/cpmm-state.js';
import { venueOf } from '../../venues/registry.js';
import { Arbitrageur } from './arbitrageur.js';
import { swap, type LegExecution } from './executor.js';
import { SimPool } from './sim-pool.js';
import { startMarket } from './start-market.js';
import { tokenRings } from './token-rings.js';
import { TraderFlow } from './trader-flow.js';

const NOW = 1_767_225_600;

function cpmm(id: string, tokens: readonly [string, string], price: bigint, feePpm = 2_500n): SimPool {
  const state = cpmmPool({ reserveA: 10n ** 13n, reserveB: 10n ** 10n * price, feePpm });
  return new SimPool(id, 'raydium-cpmm', tokens, state);
}

function price({ venue, state }: SimPool): number {
  const { numerator, denominator } = venueOf(venue).price(state);
  return Number(numerator) / Number(denominator);
}

/** What trading left over, by token. */
function gains(trades: readonly LegExecution[]): Map<string, bigint> {
  const gained = new Map<string, bigint>();
  for (const { fill } of trades) {
    gained.set(fill.fromToken, (gained.get(fill.fromToken) ?? 0n) - fill.amountIn);
    gained.set(fill.toToken, (gained.get(fill.toToken) ?? 0n) + fill.amountOut);
  }
  return gained;
}

describe('the arbitrageur', () => {
  it('closes a gap that fees do not explain, for profit', () => {
    const pools = [cpmm('low', ['SOL', 'USDC'], 160n), cpmm('high', ['SOL', 'USDC'], 163n)];
    const trades = new Arbitrageur().trades(pools, 1, NOW, []);
    expect(trades.map(({ fill }) => [fill.pool, fill.fromToken])).toEqual([
      ['low', 'USDC'],
      ['high', 'SOL'],
    ]);
    const [low, high] = trades.map(({ after }) => price(after)) as [number, number];
    expect(high / low - 1).toBeGreaterThan(0);
    expect(high / low - 1).toBeLessThan(0.0051);
    expect(gains(trades)).toEqual(
      new Map([
        ['USDC', expect.any(BigInt)],
        ['SOL', 0n],
      ]),
    );
    expect(gains(trades).get('USDC')).toBeGreaterThan(0n);
    const after = pools.map((pool) => trades.find((trade) => trade.after.id === pool.id)?.after ?? pool);
    expect(new Arbitrageur().trades(after, 2, NOW, [])).toEqual([]);
  });

  it('closes a triangle, and leaves gaps within the fees alone', () => {
    const pools = [
      cpmm('a', ['SOL', 'USDC'], 160n),
      cpmm('b', ['USDT', 'USDC'], 1_000n, 100n),
      cpmm('c', ['SOL', 'USDT'], 165n),
    ];
    const trades = new Arbitrageur().trades(pools, 1, NOW, []);
    expect(trades.map(({ fill }) => fill.pool)).toEqual(['a', 'c', 'b']);
    expect(gains(trades).get('USDC')).toBeGreaterThan(0n);
    pools[2] = cpmm('c', ['SOL', 'USDT'], 160n);
    expect(new Arbitrageur().trades(pools, 1, NOW, [])).toEqual([]);
  });

  it('depends on the pools and the slot alone, and looks first where the slot traded', () => {
    const market = startMarket('a');
    const whale = market.find(({ tokens }) => tokens.join('/') === 'RAY/SOL')!;
    const { pool, venue } = { pool: whale.id, venue: whale.venue };
    const amountIn = venueOf(venue).holdings(whale.state)[0] / 20n;
    const moved = swap(whale, { pool, venue, fromToken: 'RAY', toToken: 'SOL', amountIn }, amountIn, NOW);
    if (typeof moved === 'string') throw new Error(moved);
    const pools = market.map((each) => (each.id === pool ? moved.after : each));
    const old = new Arbitrageur();
    for (let slot = 1; slot <= 30; slot++) {
      const trades = old.trades(pools, slot, NOW, [moved.after]);
      expect(trades.slice(0, 3).map(({ fill }) => fill.pool)).toContain(pool);
      expect(trades.length).toBeLessThanOrEqual(6);
      expect(new Arbitrageur().trades(pools, slot, NOW, [moved.after])).toEqual(trades);
    }
  });

  it('keeps the pools of a pair near one another beside other traders, and never loses', { timeout: 30_000 }, () => {
    const [flow, arbitrageur] = [new TraderFlow('a'), new Arbitrageur()];
    const pools = new Map(startMarket('a').map((pool) => [pool.id, pool]));
    let widest = 0;
    for (let slot = 1; slot <= 600; slot++) {
      const whims = flow.trades([...pools.values()], slot, NOW + slot);
      for (const { after } of whims) pools.set(after.id, after);
      const changed = whims.map(({ after }) => after);
      const closings = arbitrageur.trades([...pools.values()], slot, NOW + slot, changed);
      for (const { after } of closings) pools.set(after.id, after);
      for (const gained of gains(closings).values()) expect(gained).toBeGreaterThanOrEqual(0n);
      if (slot < 100) continue;
      const pegged = [...pools.values()].filter(({ tokens }) => tokens.join('/') === 'USDT/USDC').map(price);
      widest = Math.max(widest, Math.max(...pegged) / Math.min(...pegged) - 1);
    }
    expect(widest).toBeLessThan(0.004);
  });
});

describe('token rings', () => {
  it('are pairs with several pools, and triangles both ways, profits in what others are priced in', () => {
    const rings = tokenRings(startMarket('a')).map(({ tokens }) => tokens.join('→'));
    expect(rings).toContain('USDC→SOL');
    expect(rings).toContain('USDC→USDT→SOL');
    expect(rings).toContain('USDC→SOL→USDT');
    expect(rings).toContain('USDC→SOL→mSOL');
    expect(rings).not.toContain('USDC→mSOL');
    expect(new Set(rings).size).toBe(rings.length);
  });
});
