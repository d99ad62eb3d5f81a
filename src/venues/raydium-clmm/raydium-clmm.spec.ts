import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describeVenue } from '../venue-contract.js';
import { clmmOfTicks, clmmPool } from './clmm-pool.js';
import type { ClmmState } from './clmm-state.js';
import { RaydiumClmm } from './raydium-clmm.js';

const venue = new RaydiumClmm();
const now = 1_760_000_000;

/** Base units of USDC (6 decimals) per base unit of SOL (9). */
const dollars = (price: number) => ({ numerator: BigInt(Math.round(price * 1000)), denominator: 1_000_000n });

const layered = clmmPool({
  price: dollars(163),
  feePpm: 400n,
  tickSpacing: 1,
  positions: [
    { lower: dollars(80), upper: dollars(320), value: 2_000_000_000_000n },
    { lower: dollars(155), upper: dollars(171), value: 3_000_000_000_000n },
    { lower: dollars(162.5), upper: dollars(163.5), value: 1_000_000_000_000n },
  ],
});

const gapped = clmmPool({
  price: dollars(163),
  feePpm: 2500n,
  tickSpacing: 60,
  positions: [
    { lower: dollars(150), upper: dollars(158), value: 1_000_000_000n },
    { lower: dollars(161), upper: dollars(165), value: 50_000_000n },
    { lower: dollars(170), upper: dollars(190), value: 1_000_000_000n },
  ],
});

const widest = clmmOfTicks({
  sqrtPrice: 1n << 64n,
  tick: 0,
  liquidity: 1n << 60n,
  feePpm: 100n,
  tickSpacing: 1,
  ticks: [
    [-443_636, 1n << 60n],
    [443_636, -(1n << 60n)],
  ],
});

describeVenue(venue, [
  { label: 'SOL/USDC in layers', state: layered, now, most: [1n << 50n, 1n << 50n] },
  { label: 'gaps without liquidity', state: gapped, now, most: [1n << 40n, 1n << 40n] },
  { label: 'the whole range of prices', state: widest, now, most: [1n << 94n, 1n << 94n] },
]);

interface RustTest {
  sqrtPriceX64: string;
  tickCurrent: number;
  liquidity: string;
  feePpm: number;
  tickSpacing: number;
  ticks: [number, string, string][];
  steps: { amountIn: string; ownAmountOut: string; ownSqrtPriceX64: string; ownTick: number; liquidityAfter: string }[];
}

describe('raydium-clmm', () => {
  it('gives what the program’s own tests expect of three swaps in sequence', () => {
    const url = new URL('../../../test/fixtures/raydium-clmm-rust-tests.json', import.meta.url);
    const test = JSON.parse(readFileSync(url, 'utf8')) as RustTest;
    let state: ClmmState = clmmOfTicks({
      sqrtPrice: BigInt(test.sqrtPriceX64),
      tick: test.tickCurrent,
      liquidity: BigInt(test.liquidity),
      feePpm: BigInt(test.feePpm),
      tickSpacing: test.tickSpacing,
      ticks: test.ticks.map(([index, , net]) => [index, BigInt(net)]),
    });
    for (const step of test.steps) {
      const effect = venue.apply(state, { aToB: true, amountIn: BigInt(step.amountIn), now });
      if (!effect.ok) throw new Error(effect.code);
      state = effect.state;
      expect(effect.amountOut).toBe(BigInt(step.ownAmountOut));
      expect(state).toMatchObject({
        sqrtPrice: BigInt(step.ownSqrtPriceX64),
        tick: step.ownTick,
        liquidity: BigInt(step.liquidityAfter),
      });
    }
    expect(test.steps).toHaveLength(3);
  });

  it('crosses a tick that it reaches exactly, and comes back over it', () => {
    const [, lower] = gapped.ticks;
    const first = gapped.ticks.findLast((tick) => tick.index <= gapped.tick);
    if (!first || !lower) throw new Error('no tick below the price');
    const beyond = venue.quote({ ...gapped, ticks: gapped.ticks.slice(2) }, { aToB: true, amountIn: 1n << 60n, now });
    if (beyond.ok || beyond.maxAmountIn === undefined) throw new Error('expected to run out of liquidity');
    const there = venue.apply(gapped, { aToB: true, amountIn: beyond.maxAmountIn, now });
    expect(there).toMatchObject({
      ok: true,
      state: { sqrtPrice: first.sqrtPrice, tick: first.index - 1, liquidity: 0n },
    });
    if (!there.ok) throw new Error(there.code);
    const back = venue.apply(there.state, { aToB: false, amountIn: there.amountOut / 2n, now });
    expect(back).toMatchObject({ ok: true, state: { liquidity: gapped.liquidity } });
  });

  it('keeps tick and liquidity in step, also around the amounts that reach a tick exactly', () => {
    const step = fc.record({
      aToB: fc.boolean(),
      ticks: fc.integer({ min: 1, max: 3 }),
      extra: fc.integer({ min: -3, max: 3 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(layered, gapped), fc.array(step, { minLength: 1, maxLength: 5 }), (start, steps) => {
        let state = start;
        for (const { aToB, ticks, extra } of steps) {
          const reach = venue.segments(state, aToB, now).slice(0, ticks);
          const amountIn = reach.reduce((sum, { maxIn }) => sum + maxIn, BigInt(extra));
          const effect = venue.apply(state, { aToB, amountIn, now });
          if (!effect.ok) continue;
          state = effect.state;
          const gathered = state.ticks.filter(({ index }) => index <= state.tick);
          expect(state.liquidity).toBe(gathered.reduce((sum, { liquidityNet }) => sum + liquidityNet, 0n));
          expect(() => venue.fromJson(venue.toJson(state))).not.toThrow();
        }
      }),
    );
  });

  it('refuses to pay out more than its vault holds', () => {
    expect(venue.quote({ ...layered, vaultB: 10n }, { aToB: true, amountIn: 1_000_000n, now })).toMatchObject({
      code: 'VAULT_SHORT',
    });
  });

  it('stops before the extreme ticks', () => {
    const refusal = venue.quote(widest, { aToB: true, amountIn: 1n << 100n, now });
    expect(refusal).toMatchObject({ ok: false, code: 'OUT_OF_LIQUIDITY' });
    const most = refusal.ok ? 0n : (refusal.maxAmountIn ?? 0n);
    const effect = venue.apply(widest, { aToB: true, amountIn: most, now });
    expect(effect).toMatchObject({
      ok: true,
      state: { sqrtPrice: 4_295_048_017n, tick: -443_636, liquidity: 1n << 60n },
    });
  });

  it('refuses states whose figures contradict each other', () => {
    const json = venue.toJson(layered) as { ticks: unknown[] };
    expect(() => venue.fromJson({ ...json, ticks: json.ticks.toReversed() })).toThrow('ascend');
    expect(() => venue.fromJson({ ...json, liquidity: '5' })).toThrow('more liquidity than there is');
    expect(() => venue.fromJson({ ...json, tick: layered.tick + 100 })).toThrow('does not fit the price');
    expect(() => venue.fromJson({ ...json, ticks: [{ index: 500_000, liquidityNet: '1' }] })).toThrow('lies outside');
    expect(() =>
      clmmPool({
        price: dollars(163),
        feePpm: 1n,
        tickSpacing: 60,
        positions: [{ lower: dollars(163), upper: dollars(163.001), value: 1n }],
      }),
    ).toThrow('at least one tick spacing');
  });
});
