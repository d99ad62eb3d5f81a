import type { Flow } from './flow.js';
import type { Link } from './link.js';
import { respondAround, Window, type Response } from './response.js';
import { solveSymmetric } from './solve.js';
import { waterLevel } from './water-level.js';

/** Half widths of the windows over which answers are averaged, one after the other; the last remains as error. */
const WINDOWS = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8].map((half) => new Window(half));
const FINEST = new Window(1e-8);

/** The first window for prices that are already close. */
const NEAR = 2;
const TOLERANCE = 1e-9;
/** The furthest that a logarithm of a price goes in one step. */
const STRIDE = 0.5;

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
  private readonly input: Float64Array;
  private readonly output: Float64Array;
  private readonly conductance: Float64Array;
  private readonly unknown: number[];
  private readonly row: Int32Array;
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
    this.input = new Float64Array(arcs.length);
    this.output = new Float64Array(arcs.length);
    this.conductance = new Float64Array(arcs.length);
  }

  /** @param near whether the prices to start from are already close: the first windows are left out */
  solve(near = false): Flow {
    if (this.unknown.length === 1) {
      const curves = this.arcs.map(({ curve }) => curve);
      return waterLevel(curves, this.from, this.amountIn, this.prices);
    }
    const first = near ? NEAR : 0;
    this.window = WINDOWS[first] as Window;
    if (!near) for (let sweep = 0; sweep < 2; sweep += 1) for (const token of this.unknown) this.settle(token, 1e-3);
    let left = Infinity;
    let before: Float64Array | undefined;
    for (let round = first; round < WINDOWS.length; round += 1) {
      const window = WINDOWS[round] as Window;
      const reached = Float64Array.from(this.logs);
      const last = this.window.half;
      this.window = window;
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
    return this.flow(left);
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

  private flow(imbalance: number): Flow {
    const { prices, input, output, conductance } = this;
    return { prices, input, output, conductance, imbalance };
  }

  /** Trades at the present prices; what is left over of each token. */
  private evaluate(): number {
    const { arcs, prices, excess, input, output, conductance, trade, window } = this;
    excess.fill(0);
    excess[this.from] = this.amountIn;
    for (let n = 0; n < arcs.length; n += 1) {
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
    const base = Float64Array.from(this.logs);
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

  private direction(): Float64Array {
    const n = this.unknown.length;
    const hessian = new Float64Array(n * n);
    const step = new Float64Array(n);
    const scale = this.amountIn * (this.prices[this.from] as number);
    for (let k = 0; k < n; k += 1) {
      const token = this.unknown[k] as number;
      step[k] = -(this.excess[token] as number) * (this.prices[token] as number);
      hessian[k * n + k] = scale * 1e-6;
    }
    for (let k = 0; k < this.arcs.length; k += 1) {
      const weight = this.conductance[k] as number;
      if (weight === 0) continue;
      const { from, to } = this.arcs[k] as Link;
      const worth = weight * (this.prices[from] as number);
      const [a, b] = [this.row[from] as number, this.row[to] as number];
      if (a >= 0) hessian[a * n + a] = (hessian[a * n + a] as number) + worth;
      if (b >= 0) hessian[b * n + b] = (hessian[b * n + b] as number) + worth;
      if (a < 0 || b < 0) continue;
      hessian[a * n + b] = (hessian[a * n + b] as number) - worth;
      hessian[b * n + a] = (hessian[b * n + a] as number) - worth;
    }
    solveSymmetric(hessian, step, n);
    for (let k = 0; k < n; k += 1) step[k] = Math.min(Math.max(step[k] as number, -STRIDE), STRIDE);
    return step;
  }

  /** Moves one token's price alone to where nothing is left over of it. */
  private settle(token: number, precision: number): void {
    const start = this.logs[token] as number;
    const leftAt = (log: number): number => {
      this.goTo(token, log);
      return this.leftOver(token);
    };
    let left = leftAt(start);
    if (left === 0) return;
    let [low, high] = [start, start];
    for (let stride = 1e-3; ; stride *= 4) {
      if (left > 0) high = low;
      else low = high;
      const log = left > 0 ? (low = high - stride) : (high = low + stride);
      if (stride > 300) return;
      const next = leftAt(log);
      if (next === 0 || next > 0 !== left > 0) break;
      left = next;
    }
    while (high - low > precision) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) break;
      if (leftAt(middle) > 0) high = middle;
      else low = middle;
    }
    leftAt((low + high) / 2);
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
