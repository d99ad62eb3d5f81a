import { describe, expect, it } from 'vitest';
import { tokenOf } from '../../tokens/tokens.js';
import { venueOf } from '../../venues/registry.js';
import { ReferencePath } from './reference-path.js';
import type { SimPool } from './sim-pool.js';
import { startMarket } from './start-market.js';
import { TraderFlow } from './trader-flow.js';

/** The pools after some slots of trading, and how many swaps that took. */
function traded(seed: string, slots: number): { pools: SimPool[]; swaps: number } {
  const flow = new TraderFlow(seed);
  const pools = new Map(startMarket(seed).map((pool) => [pool.id, pool]));
  let swaps = 0;
  for (let slot = 1; slot <= slots; slot++) {
    for (const { after } of flow.trades([...pools.values()], slot, 1_767_225_600 + slot)) {
      pools.set(after.id, after);
      swaps++;
    }
  }
  return { pools: [...pools.values()], swaps };
}

function distance(pool: SimPool, path: ReferencePath, slot: number): number {
  const [a, b] = pool.tokens;
  const { numerator, denominator } = venueOf(pool.venue).price(pool.state);
  const price = (Number(numerator) / Number(denominator)) * 10 ** (tokenOf(a).decimals - tokenOf(b).decimals);
  return Math.abs(price / (path.price(a, slot) / path.price(b, slot)) - 1);
}

describe('the other traders', () => {
  it('are the same for the same seed, and others for another', () => {
    const states = (seed: string): string[] => traded(seed, 300).pools.map((pool) => pool.stateJson);
    expect(states('a')).toEqual(states('a'));
    expect(states('a')).not.toEqual(states('b'));
  });

  it('trade about once a slot and keep every pool near the reference price', { timeout: 30_000 }, () => {
    const slots = 2_000;
    const { pools, swaps } = traded('a', slots);
    expect(swaps / slots).toBeGreaterThan(0.7);
    expect(swaps / slots).toBeLessThan(1.3);
    const path = new ReferencePath('a');
    const distances = pools.map((pool) => distance(pool, path, slots));
    expect(Math.max(...distances)).toBeLessThan(0.03);
  });
});

describe('the reference path', () => {
  it('can be asked for any slot in any order', () => {
    const [one, other] = [new ReferencePath('a'), new ReferencePath('a')];
    const forwards = [1, 5_000, 100_000].map((slot) => one.price('SOL', slot));
    const backwards = [100_000, 5_000, 1].map((slot) => other.price('SOL', slot)).reverse();
    expect(forwards).toEqual(backwards);
  });

  it('moves in small steps and comes back', { timeout: 30_000 }, () => {
    const path = new ReferencePath('a');
    const start = path.startPrice('SOL');
    let [before, largestStep, largestStray] = [start, 0, 0];
    for (let slot = 1; slot < 100_000; slot += 1) {
      const price = path.price('SOL', slot);
      largestStep = Math.max(largestStep, Math.abs(price / before - 1));
      largestStray = Math.max(largestStray, Math.abs(price / start - 1));
      before = price;
    }
    expect(largestStep).toBeLessThan(0.002);
    expect(largestStray).toBeGreaterThan(0.01);
    expect(largestStray).toBeLessThan(0.2);
  });
});
