import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marginalOutput, outputOver } from './segment.js';
import type { Venue } from './venue.js';

/** A pool for the contract to be tried on. */
export interface VenueFixture<State> {
  readonly label: string;
  readonly state: State;
  /** Chain time of the swaps, seconds. */
  readonly now: number;
  /** The largest inputs to try, [of A, of B]: beyond the pool's liquidity, so that refusals are tried too. */
  readonly most: readonly [bigint, bigint];
  /** False where the program itself lets a divided swap pay less fee (an outdated volatility that the first part renews). */
  readonly dividable?: boolean;
  /** False where the state itself offers a profit (orders to buy above the price). */
  readonly consistent?: boolean;
}

const RUNS = { numRuns: 150 } as const;
/** Units by which rounding may favour a divided swap. */
const ROUNDING = 2n;
const REFUSALS = ['ZERO_OUTPUT', 'OUT_OF_LIQUIDITY', 'VAULT_SHORT', 'INACTIVE'];

/** Amounts of every magnitude up to `most`, small ones as likely as large ones. */
function amounts(most: bigint): fc.Arbitrary<bigint> {
  const bits = most.toString(2).length;
  return fc
    .integer({ min: 0, max: bits - 1 })
    .chain((bit) => fc.bigInt({ min: 1n << BigInt(bit), max: (1n << BigInt(bit + 1)) - 1n }))
    .map((amount) => (amount > most ? most : amount));
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
}

/** What holds for every DEX, whatever its formula: the one suite that every venue's spec runs. */
export function describeVenue<State>(venue: Venue<State>, fixtures: readonly VenueFixture<State>[]): void {
  describe.each(fixtures)(`venue contract of ${venue.id}: $label`, (fixture) => {
    const { state, now, most, dividable = true, consistent = true } = fixture;
    deepFreeze(state);
    const swaps = fc
      .boolean()
      .chain((aToB) =>
        fc.record({ aToB: fc.constant(aToB), amountIn: amounts(most[aToB ? 0 : 1]), now: fc.constant(now) }),
      );

    it('applies exactly what it quotes', () => {
      fc.assert(
        fc.property(swaps, (swap) => {
          const quote = venue.quote(state, swap);
          const effect = venue.apply(state, swap);
          if (!effect.ok) {
            expect(quote).toEqual(effect);
            return;
          }
          const { state: after, ...figures } = effect;
          expect(figures).toEqual(quote);
          const price = venue.price(after);
          expect(price.numerator * effect.priceAfter.denominator).toBe(effect.priceAfter.numerator * price.denominator);
        }),
        RUNS,
      );
    });

    it('quotes many amounts as it quotes each, in whatever order they come', () => {
      const quoters = [true, false].map((aToB) => venue.quoter(state, aToB, now));
      fc.assert(
        fc.property(swaps, (swap) => {
          const quoter = quoters[swap.aToB ? 0 : 1];
          // The end of each stretch of liquidity, where a unit decides.
          const ends = venue.segments(state, swap.aToB, now, swap.amountIn).reduce<bigint[]>((sums, { maxIn }) => {
            sums.push((sums.at(-1) ?? 0n) + maxIn);
            return sums;
          }, []);
          const near = ends.slice(-2).flatMap((end) => [end - 1n, end, end + 1n, end + 2n]);
          for (const amountIn of [swap.amountIn, ...near.filter((amount) => amount > 0n)]) {
            expect(quoter?.(amountIn)).toEqual(venue.quote(state, { ...swap, amountIn }));
          }
        }),
        RUNS,
      );
    });

    it('creates and destroys nothing, swap after swap', () => {
      fc.assert(
        fc.property(fc.array(swaps, { minLength: 1, maxLength: 6 }), (sequence) => {
          let current = state;
          sequence.forEach((swap, position) => {
            const effect = venue.apply(current, { ...swap, now: now + position * 20 });
            if (!effect.ok) return;
            const [a, b] = venue.holdings(current);
            const { amountIn, amountOut } = effect;
            expect(amountIn).toBe(swap.amountIn);
            expect(amountOut > 0n && effect.fee >= 0n).toBe(true);
            const expected = swap.aToB ? [a + amountIn, b - amountOut] : [a - amountOut, b + amountIn];
            expect(venue.holdings(effect.state)).toEqual(expected);
            expect(expected.every((amount) => amount >= 0n)).toBe(true);
            current = effect.state;
          });
        }),
        RUNS,
      );
    });

    it('never gives less for more', () => {
      fc.assert(
        fc.property(swaps, fc.bigInt({ min: 1n, max: 1n << 16n }), (swap, more) => {
          const less = venue.quote(state, swap);
          const larger = venue.quote(state, { ...swap, amountIn: swap.amountIn + more });
          if (larger.ok && less.ok) expect(larger.amountOut >= less.amountOut).toBe(true);
          if (larger.ok && !less.ok) expect(less.code).toBe('ZERO_OUTPUT');
        }),
        RUNS,
      );
    });

    if (dividable)
      it('never gives more to a swap in two parts', () => {
        fc.assert(
          fc.property(swaps, fc.integer({ min: 1, max: 999 }), (swap, permille) => {
            const first = { ...swap, amountIn: (swap.amountIn * BigInt(permille)) / 1000n };
            const whole = venue.quote(state, swap);
            const one = first.amountIn > 0n ? venue.apply(state, first) : undefined;
            if (!one?.ok || !whole.ok) return;
            const two = venue.quote(one.state, { ...swap, amountIn: swap.amountIn - first.amountIn });
            const parts = one.amountOut + (two.ok ? two.amountOut : 0n);
            expect(parts <= whole.amountOut + ROUNDING).toBe(true);
          }),
          RUNS,
        );
      });

    if (consistent)
      it('never pays for going there and back', () => {
        fc.assert(
          fc.property(swaps, (swap) => {
            const there = venue.apply(state, swap);
            if (!there.ok) return;
            const back = venue.quote(there.state, { aToB: !swap.aToB, amountIn: there.amountOut, now });
            if (back.ok) expect(back.amountOut <= swap.amountIn).toBe(true);
          }),
          RUNS,
        );
      });

    it('refuses with a known code and, where it names a largest amount, takes that amount', () => {
      fc.assert(
        fc.property(swaps, (swap) => {
          const refusal = venue.quote(state, swap);
          if (refusal.ok) return;
          expect(REFUSALS).toContain(refusal.code);
          expect(refusal.reason).not.toBe('');
          const { maxAmountIn } = refusal;
          if (maxAmountIn === undefined) return;
          expect(maxAmountIn < swap.amountIn).toBe(true);
          const largest = venue.quote(state, { ...swap, amountIn: maxAmountIn });
          if (!largest.ok) expect(largest.code).not.toBe('OUT_OF_LIQUIDITY');
          expect(venue.quote(state, { ...swap, amountIn: maxAmountIn + 1n })).toMatchObject({ code: refusal.code });
        }),
        RUNS,
      );
    });

    it('tells its liquidity in segments that agree with its quotes', () => {
      fc.assert(
        fc.property(swaps, (swap) => {
          const segments = venue.segments(state, swap.aToB, now, swap.amountIn);
          const output = outputOver(segments, swap.amountIn);
          const quote = venue.quote(state, swap);
          if (!quote.ok) {
            // Where a segment ends, rounding may decide otherwise than real numbers.
            const nearly = quote.maxAmountIn !== undefined && swap.amountIn - quote.maxAmountIn <= 2n;
            expect(output === undefined || quote.code === 'ZERO_OUTPUT' || nearly).toBe(true);
            return;
          }
          const first = segments[0];
          const unit = Math.max(1, first ? marginalOutput(first, 0) : 0);
          const exact = Number(quote.amountOut);
          const all = segments.reduce((sum, { maxIn }) => sum + maxIn, 0n);
          if (output === undefined) expect(swap.amountIn - all <= 8n).toBe(true);
          else expect(Math.abs(output - exact)).toBeLessThan(1e-9 * exact + (2 + segments.length) * unit);
        }),
        RUNS,
      );
    });

    if (consistent)
      it('tells segments of falling price, and all that it takes', () => {
        for (const aToB of [true, false]) {
          const segments = venue.segments(state, aToB, now);
          const large = segments.filter(({ maxIn }) => maxIn > 10_000_000n);
          large.slice(1).forEach((segment, position) => {
            const before = large[position];
            const price = before && marginalOutput(before, Number(before.maxIn));
            expect(marginalOutput(segment, 0)).toBeLessThanOrEqual((price ?? 0) * (1 + 1e-6));
          });
          const all = segments.reduce((sum, { maxIn }) => sum + maxIn, 0n);
          expect(venue.quote(state, { aToB, amountIn: all, now })).toMatchObject({ ok: true });
        }
      });

    it('survives JSON, before and after a swap', () => {
      fc.assert(
        fc.property(swaps, (swap) => {
          const effect = venue.apply(state, swap);
          const current = effect.ok ? effect.state : state;
          const text = JSON.stringify(venue.toJson(current));
          const restored = venue.fromJson(JSON.parse(text));
          expect(JSON.stringify(venue.toJson(restored))).toBe(text);
          const next = { ...swap, aToB: !swap.aToB };
          expect(venue.quote(restored, next)).toEqual(venue.quote(current, next));
        }),
        { numRuns: 25 },
      );
    });

    it('refuses JSON that is no state', () => {
      const json = venue.toJson(state) as Record<string, unknown>;
      for (const broken of [null, 1, [], 'state', {}]) expect(() => venue.fromJson(broken)).toThrow(Error);
      for (const key of Object.keys(json)) {
        expect(() => venue.fromJson({ ...json, [key]: undefined })).toThrow(Error);
        expect(() => venue.fromJson({ ...json, [key]: '-1' })).toThrow(Error);
      }
    });
  });
}
