import type { Flow } from './flow.js';
import type { Link } from './link.js';
import { respondAround, Window, type Response } from './response.js';
import { bringToZero } from './root.js';
import { Laplacian } from './solve.js';
import { waterLevel } from './water-level.js';

/** Half widths of the windows over which answers are averaged, one after the other; the last remains as error. */
const WINDOWS = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8].map((half) => new Window(half));
const FINEST = new Window(1e-8);

/** The first window for prices that are already close. */
const NEAR = 2;
const TOLERANCE = 1e-9;
/** The furthest that a logarithm of a price goes in one step. */
const STRIDE = 0.5;
/** More than this left over: arcs may have been left out too early. */
const POOR = 1e-6;
/** By how many windows' widths an arc may miss the price at which it trades and still be asked in the next round. */
const FAR = 30;

type Three = [Float64Array, Float64Array, Float64Array];

/**
 * Minimises the dual of optimal routing (see `upperBoundAt`) over prices: its gradient is what is left over of each
 * token, its Hessian in ln ν the Laplacian of a network whose conductances say how fast trades answer to prices.
 * Newton's method with a line search along the gradient; answers are averaged over a window of prices that shrinks
 * from round to round (Diamandis et al. 2023 minimise the same dual by L-BFGS-B).
 */
export class Balancer {
  private readonly logs: Float64Array;
  private readonly prices: Float64Array;
  private readonly excess: Float64Array;
  private readonly flow: Omit<Flow, 'imbalance'>;
  private readonly unknown: number[];
  private readonly row: Int32Array;
  private readonly all: Int32Array;
  /** Positions of the arcs that may trade at prices about the present ones. */
  private live: Int32Array;
  private readonly laplacian: Laplacian;
  private readonly base: Float64Array;
  private readonly trade: Response = { input: 0, output: 0, conductance: 0 };
  private window = FINEST;

  constructor(
    private readonly arcs: readonly Link[],
    private readonly from: number,
    to: number,
    private readonly amountIn: number,
    start: Float64Array,
  ) {
    const used = new Set(arcs.flatMap((arc) => [arc.from, arc.to]));
    this.unknown = [...used].filter((token) => token !== to);
    this.row = new Int32Array(start.length).fill(-1);
    this.unknown.forEach((token, n) => (this.row[token] = n));
    this.prices = Float64Array.from(start);
    this.logs = this.prices.map((price) => Math.log(price));
    this.excess = new Float64Array(start.length);
    const [input, output, conductance] = [0, 1, 2].map(() => new Float64Array(arcs.length)) as Three;
    this.flow = { prices: this.prices, input, output, conductance };
    this.live = this.all = Int32Array.from(arcs.keys());
    this.laplacian = new Laplacian(this.unknown.length);
    this.base = new Float64Array(start.length);
  }

  /** @param near whether the prices to start from are already close: the first windows are left out */
  solve(near = false): Flow {
    if (this.unknown.length === 1) {
      const curves = this.arcs.map(({ curve }) => curve);
      return waterLevel(curves, this.from, this.amountIn, this.prices);
    }
    const first = near ? NEAR : 0;
    const start = this.logs.slice();
    const left = this.refine(first, FAR);
    if (left < POOR && this.complete()) return { ...this.flow, imbalance: left };
    for (const token of this.unknown) this.goTo(token, start[token] as number);
    return { ...this.flow, imbalance: this.refine(first, Infinity) };
  }

  /** From the window of that number to the finest; after the first, only arcs within `far` windows are asked. */
  private refine(first: number, far: number): number {
    this.window = WINDOWS[first] as Window;
    this.live = this.all;
    if (first === 0) for (let sweep = 0; sweep < 2; sweep += 1) for (const token of this.unknown) this.settle(token);
    let left = Infinity;
    let before: Float64Array | undefined;
    for (let round = first; round < WINDOWS.length; round += 1) {
      const window = WINDOWS[round] as Window;
      const reached = this.logs.slice();
      const last = this.window.half;
      this.window = window;
      if (round > first) this.keepNear(far * last);
      left = this.evaluate();
      if (before)
        left = this.foresee(left, reached, before, (last - window.half) / ((WINDOWS[round - 2] as Window).half - last));
      if (round > first) before = reached;
      const enough = window.half === FINEST.half ? TOLERANCE : 1e-3;
      for (let step = 0; step < 30 && left > enough; step += 1) {
        if (!this.step()) break;
        left = this.imbalance();
      }
    }
    return left;
  }

  /** Asks only the arcs that would trade at prices better by so much, as a logarithm. */
  private keepNear(most: number): void {
    this.live = this.all.filter((n) => this.within(n, Math.exp(most)));
    for (const values of [this.flow.input, this.flow.output, this.flow.conductance]) values.fill(0);
  }

  private within(n: number, reach: number): boolean {
    const { curve, from, to } = this.arcs[n] as Link;
    return (curve.price[0] as number) * reach * (this.prices[to] as number) > (this.prices[from] as number);
  }

  /** Whether no arc that was left out would trade after all. */
  private complete(): boolean {
    const asked = new Set(this.live);
    return this.all.every((n) => asked.has(n) || !this.within(n, this.window.up));
  }

  /** Where the trades stay the same, logarithms of prices are linear in the window's width: goes on along that line. */
  private foresee(left: number, reached: Float64Array, before: Float64Array, times: number): number {
    for (const token of this.unknown)
      this.goTo(token, (reached[token] as number) + times * ((reached[token] as number) - (before[token] as number)));
    const foreseen = this.evaluate();
    if (foreseen < left) return foreseen;
    for (const token of this.unknown) this.goTo(token, reached[token] as number);
    return this.evaluate();
  }

  private goTo(token: number, log: number): void {
    this.logs[token] = log;
    this.prices[token] = Math.exp(log);
  }

  /** Trades at the present prices; what is left over of each token. */
  private evaluate(): number {
    const { arcs, live, excess, trade, window } = this;
    const { prices, input, output, conductance } = this.flow;
    excess.fill(0);
    excess[this.from] = this.amountIn;
    for (let k = 0; k < live.length; k += 1) {
      const n = live[k] as number;
      const { from, to, curve } = arcs[n] as Link;
      respondAround(curve, (prices[from] as number) / (prices[to] as number), window, trade);
      input[n] = trade.input;
      output[n] = trade.output;
      conductance[n] = trade.conductance;
      excess[from] = (excess[from] as number) - trade.input;
      excess[to] = (excess[to] as number) + trade.output;
    }
    return this.imbalance();
  }

  private imbalance(): number {
    let most = 0;
    for (const token of this.unknown) {
      most = Math.max(most, Math.abs((this.excess[token] as number) * (this.prices[token] as number)));
    }
    return most / (this.amountIn * (this.prices[this.from] as number));
  }

  private moveTo(base: Float64Array, direction: Float64Array, length: number): void {
    for (let n = 0; n < this.unknown.length; n += 1) {
      const token = this.unknown[n] as number;
      this.goTo(token, (base[token] as number) + length * (direction[n] as number));
    }
    this.evaluate();
  }

  /** The dual's slope along a direction. */
  private slope(direction: Float64Array): number {
    let sum = 0;
    for (let n = 0; n < this.unknown.length; n += 1) {
      const token = this.unknown[n] as number;
      sum += (this.excess[token] as number) * (this.prices[token] as number) * (direction[n] as number);
    }
    return sum;
  }

  /** One Newton step, as far as the dual falls. False when there is no way on. */
  private step(): boolean {
    const direction = this.direction();
    const { base } = this;
    base.set(this.logs);
    const first = this.slope(direction);
    if (!(first < 0)) return false;
    let [low, slopeLow] = [0, first];
    let [high, slopeHigh] = [Infinity, 0];
    let at = 1;
    for (let tried = 0; tried < 14; tried += 1) {
      this.moveTo(base, direction, at);
      const slope = this.slope(direction);
      if (Math.abs(slope) <= 0.8 * -first) return true;
      if (slope > 0) [high, slopeHigh] = [at, slope];
      else [low, slopeLow] = [at, slope];
      if (high === Infinity) {
        at *= 3;
        continue;
      }
      const secant = low + ((high - low) * -slopeLow) / (slopeHigh - slopeLow);
      const width = high - low;
      at = tried % 3 === 2 ? (low + high) / 2 : Math.min(Math.max(secant, low + 0.05 * width), high - 0.05 * width);
    }
    return true;
  }

  /** Newton's direction: the Laplacian's solution for what is left over, each token's worth in units of the one bought. */
  private direction(): Float64Array {
    const { unknown, laplacian, live, prices } = this;
    const step = laplacian.cleared(this.amountIn * (prices[this.from] as number) * 1e-6);
    for (let k = 0; k < unknown.length; k += 1) {
      const token = unknown[k] as number;
      step[k] = -(this.excess[token] as number) * (prices[token] as number);
    }
    for (let k = 0; k < live.length; k += 1) {
      const arc = live[k] as number;
      const weight = this.flow.conductance[arc] as number;
      if (weight === 0) continue;
      const { from, to } = this.arcs[arc] as Link;
      laplacian.join(this.row[from] as number, this.row[to] as number, weight * (prices[from] as number));
    }
    laplacian.solve();
    for (let k = 0; k < unknown.length; k += 1) step[k] = Math.min(Math.max(step[k] as number, -STRIDE), STRIDE);
    return step;
  }

  /** Moves one token's price alone to where nothing is left over of it. */
  private settle(token: number): void {
    bringToZero(this.logs[token] as number, (log) => {
      this.goTo(token, log);
      return this.leftOver(token);
    });
  }

  private leftOver(token: number): number {
    const { arcs, prices, trade, window } = this;
    let sum = token === this.from ? this.amountIn : 0;
    for (let n = 0; n < arcs.length; n += 1) {
      const { from, to, curve } = arcs[n] as Link;
      if (from !== token && to !== token) continue;
      respondAround(curve, (prices[from] as number) / (prices[to] as number), window, trade);
      sum += to === token ? trade.output : -trade.input;
    }
    return sum;
  }
}
