import type { Segment } from '../../venues/segment.js';
import { outputOver } from '../../venues/segment.js';
import { composed } from './compose.js';
import { curveOf } from './curve.js';
import { inputFor, outputAt, respond, respondAround, Window, type MeanResponse } from './response.js';

const product: Segment = { kind: 'product', x: 1e6, y: 2e6, feeIn: 0.01, feeOut: 0, maxIn: 100_000n };
const flat: Segment = { kind: 'flat', price: 1.2, feeIn: 0, feeOut: 0.02, maxIn: 50_000n };
const dear: Segment = { kind: 'flat', price: 1.3, feeIn: 0, feeOut: 0.02, maxIn: 50_000n };
const HELD = 10n ** 12n;
const answer = (): MeanResponse => ({ input: 0, output: 0, conductance: 0, widening: 0 });

describe('a curve', () => {
  const curve = curveOf([product, flat], HELD);

  it('gives what its segments give', () => {
    for (const input of [1n, 50_000n, 100_000n, 120_000n, 150_000n]) {
      expect(outputAt(curve, Number(input))).toBeCloseTo(outputOver([product, flat], input) ?? NaN, 6);
      expect(inputFor(curve, outputAt(curve, Number(input)))).toBeCloseTo(Number(input), 3);
    }
    expect(curve.capacity).toBe(150_000n);
  });

  it('trades until the next unit gives less than asked for', () => {
    const into = answer();
    respond(curve, 1.9, into);
    expect(outputAt(curve, into.input) - outputAt(curve, into.input - 1)).toBeCloseTo(1.9, 5);
    respond(curve, 1, into);
    expect(into.input).toBe(150_000);
    respond(curve, 2.1, into);
    expect(into.input).toBe(0);
  });

  it('answers around a ratio with the mean over the window', () => {
    const [into, at] = [answer(), answer()];
    const ratio = 1.95;
    respondAround(curve, ratio, new Window(1e-3), into);
    respond(curve, ratio, at);
    expect(into.input / at.input).toBeCloseTo(1, 3);
    expect(into.conductance / at.conductance).toBeCloseTo(1, 2);
  });

  it('tells how the mean answer grows with the window', () => {
    const [narrow, middle, wide] = [answer(), answer(), answer()];
    // At a ratio that the pool begins to trade at, only a part of the window trades.
    const ratio = 1.98 * Math.exp(5e-4);
    [narrow, middle, wide].forEach((into, n) => respondAround(curve, ratio, new Window(1e-3 + (n - 1) * 1e-6), into));
    expect(middle.widening).toBeGreaterThan(0);
    expect((wide.input - narrow.input) / 2e-6 / middle.widening).toBeCloseTo(1, 2);
  });

  it('is concave where segments’ prices rise, and never below them', () => {
    const risen = curveOf([flat, dear], HELD);
    expect(risen.count).toBe(1);
    for (const input of [1n, 30_000n, 50_000n, 70_000n, 100_000n]) {
      expect(outputAt(risen, Number(input))).toBeGreaterThanOrEqual((outputOver([flat, dear], input) ?? NaN) - 1e-6);
    }
  });

  it('ends where the vault does', () => {
    const short = curveOf([product, flat], 1_000n);
    expect(outputAt(short, 1e9)).toBeCloseTo(1_000, 6);
    expect(short.capacity < 600n).toBe(true);
  });

  it('put into another is one curve', () => {
    const other = curveOf([product, flat], HELD);
    const both = composed(curve, other);
    for (const input of [1, 10_000, 40_000, 60_000, both.inBefore[both.count] as number]) {
      expect(outputAt(both, input) / outputAt(other, outputAt(curve, input))).toBeCloseTo(1, 10);
    }
  });
});
