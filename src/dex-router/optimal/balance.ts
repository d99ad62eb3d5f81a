import type { Flow } from './flow.js';
import type { Link } from './link.js';
import { Window } from './response.js';
import { Laplacian } from './solve.js';
import { Trades } from './trades.js';
import { waterLevel } from './water-level.js';

/** Half widths of the windows over which answers are averaged: the first, and the last, which remains as error. */
const WIDEST = 1e-2;
const FINEST = 1e-8;
/** The first for prices that are already close. */
const NEAR = 1e-4;
/** How much narrower a window is than the one before; less where prices could not follow, down to the least. */
const NARROWER = Math.sqrt(10);
const LEAST_NARROWER = 1.15;
/** What may be left over in the last window, as a fraction of the whole; in those before; and where all is lost. */
const TOLERANCE = 1e-9;
const ROUGH = 1e-4;
const LOST = 1;
/** The most steps in a window. */
const MOST_STEPS = 30;
/** So many steps that do not halve what is left over: floats tell no more. */
const STUCK = 4;
/** The furthest that a logarithm of a price goes in one step, at all and in windows' half widths. */
const STRIDE = 0.5;
const STRIDES = 100;
/** The furthest that it goes with a window, in widths. */
const HOPS = 8;
/** A search along a line goes on for so many steps' lengths while the dual falls. */
const FURTHEST = 50;
/** More than this left over: prices went astray, or links were left out too early. */
const POOR = 1e-2;
/** By how many windows' widths a link may miss the price at which it trades and still be asked in the next one. */
const FAR = 30;

/**
 * Minimises the dual of optimal routing (see `upperBoundAt`) over prices: its gradient is what is left over of each
 * token, its Hessian in ln ν the Laplacian of a network whose conductances say how fast trades answer to prices.
 * Newton's method with a line search along the gradient; answers are averaged over a window of prices that shrinks
 * from round to round, prices going along with it (Diamandis et al. 2023 minimise the same dual by L-BFGS-B; following
 * the minimum from a smoothed problem is a continuation, e.g. Allgower, Georg: Numerical Continuation Methods, 1990).
 */
export class Balancer {
  private readonly trades: Trades;
  private readonly unknown: number[];
  /** A token's place among the unknown. */
  private readonly row: Int32Array;
  private readonly laplacian: Laplacian;
  private readonly base: Float64Array;
  /** Whether prices go along with a window that becomes narrower. */
  private following = true;

  constructor(
    private readonly links: readonly Link[],
    private readonly from: number,
    to: number,
    private readonly amountIn: number,
    start: Float64Array,
  ) {
    const used = new Set(links.flatMap((link) => [link.from, link.to]));
    this.unknown = [...used].filter((token) => token !== to);
    this.row = new Int32Array(start.length).fill(-1);
    this.unknown.forEach((token, n) => (this.row[token] = n));
    this.trades = new Trades(links, from, amountIn, start, new Window(WIDEST));
    this.laplacian = new Laplacian(this.unknown.length);
    this.base = new Float64Array(start.length);
  }

  /** @param near whether the prices to start from are already close: the first windows are left out */
  solve(near = false): Flow {
    const { trades, unknown } = this;
    if (unknown.length === 1) {
      const curves = this.links.map(({ curve }) => curve);
      return waterLevel(curves, this.from, this.amountIn, trades.prices);
    }
    const first = near ? NEAR : WIDEST;
    const start = trades.logs.slice();
    let left = this.refine(first, FAR);
    if (!(left < POOR) || trades.window.half > FINEST || !trades.complete) {
      this.following = false;
      trades.goBack(start);
      left = this.refine(first, Infinity);
    }
    const { prices, input, output, conductance } = trades;
    return { prices, input, output, conductance, imbalance: left };
  }

  /** From a window to the finest; after the first, only links within `far` windows are asked. Returns what is left over. */
  private refine(first: number, far: number): number {
    const { trades, unknown } = this;
    trades.window = new Window(first);
    trades.keepAll();
    if (first === WIDEST) for (let sweep = 0; sweep < 2; sweep += 1) trades.settle(unknown);
    trades.evaluate();
    let left = this.converge(ROUGH);
    let narrower = NARROWER;
    while (trades.window.half > FINEST && narrower > LEAST_NARROWER) {
      const before = trades.window;
      const reached = trades.logs.slice();
      const half = before.half / narrower;
      // Not a window that is hardly wider than the last.
      this.narrow(new Window(half < FINEST * LEAST_NARROWER ? FINEST : half));
      trades.keepNear(far * before.half);
      trades.evaluate();
      const found = this.converge(trades.window.half === FINEST ? TOLERANCE : ROUGH);
      if (found <= LOST) {
        [left, narrower] = [found, NARROWER];
        continue;
      }
      trades.goBack(reached);
      trades.window = before;
      trades.keepNear(far * before.half);
      trades.evaluate();
      narrower = Math.sqrt(narrower);
    }
    return left;
  }

  /** Newton's steps until no more than `enough` is left over, or floats tell no more. Returns what is. */
  private converge(enough: number): number {
    let left = this.imbalance();
    let [least, since] = [left, 0];
    for (let step = 0; step < MOST_STEPS && left > enough && since < STUCK; step += 1) {
      if (!this.step()) break;
      left = this.imbalance();
      since = left < least / 2 || left > POOR ? 0 : since + 1;
      least = Math.min(left, least);
    }
    return left;
  }

  /** Narrows the window, prices moving as they must for trades to stay what they are. */
  private narrow(window: Window): void {
    const { trades, unknown, row, laplacian } = this;
    const { live, prices, widening } = trades;
    const narrower = window.half - trades.window.half;
    trades.window = window;
    if (!this.following) return;
    const side = this.conducted();
    for (let k = 0; k < live.length; k += 1) {
      const n = live[k] as number;
      const { from, to } = this.links[n] as Link;
      const worth = (widening[n] as number) * narrower * (prices[from] as number);
      if (worth === 0) continue;
      const [sold, bought] = [row[from] as number, row[to] as number];
      if (sold >= 0) side[sold] = (side[sold] as number) + worth;
      if (bought >= 0) side[bought] = (side[bought] as number) - worth;
    }
    laplacian.solve();
    const most = -HOPS * narrower;
    unknown.forEach((token, k) =>
      trades.goTo(token, (trades.logs[token] as number) + Math.min(Math.max(side[k] as number, -most), most)),
    );
  }

  /** The largest value left over or missing at one token, as a fraction of the whole. */
  private imbalance(): number {
    const { excess, prices } = this.trades;
    let most = 0;
    for (const token of this.unknown) {
      most = Math.max(most, Math.abs((excess[token] as number) * (prices[token] as number)));
    }
    return most / (this.amountIn * (prices[this.from] as number));
  }

  private moveTo(base: Float64Array, direction: Float64Array, length: number): void {
    for (let n = 0; n < this.unknown.length; n += 1) {
      const token = this.unknown[n] as number;
      this.trades.goTo(token, (base[token] as number) + length * (direction[n] as number));
    }
    this.trades.evaluate();
  }

  /** The dual's slope along a direction. */
  private slope(direction: Float64Array): number {
    const { excess, prices } = this.trades;
    let sum = 0;
    for (let n = 0; n < this.unknown.length; n += 1) {
      const token = this.unknown[n] as number;
      sum += (excess[token] as number) * (prices[token] as number) * (direction[n] as number);
    }
    return sum;
  }

  /** One Newton step, as far as the dual falls. False when there is no way on. */
  private step(): boolean {
    const direction = this.direction();
    const { base } = this;
    base.set(this.trades.logs);
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
        if (at > FURTHEST) return true;
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
    const { unknown, laplacian } = this;
    const { excess, prices } = this.trades;
    const step = this.conducted();
    for (let k = 0; k < unknown.length; k += 1) {
      const token = unknown[k] as number;
      step[k] = -(excess[token] as number) * (prices[token] as number);
    }
    laplacian.solve();
    const most = this.following ? Math.min(STRIDE, STRIDES * this.trades.window.half) : STRIDE;
    for (let k = 0; k < unknown.length; k += 1) step[k] = Math.min(Math.max(step[k] as number, -most), most);
    return step;
  }

  /** Fills the Laplacian with the present conductances. Returns its right-hand side, all 0. */
  private conducted(): Float64Array {
    const { laplacian, row } = this;
    const { live, prices, conductance } = this.trades;
    const side = laplacian.cleared(this.amountIn * (prices[this.from] as number) * 1e-6);
    for (let k = 0; k < live.length; k += 1) {
      const n = live[k] as number;
      const weight = conductance[n] as number;
      if (weight === 0) continue;
      const { from, to } = this.links[n] as Link;
      laplacian.join(row[from] as number, row[to] as number, weight * (prices[from] as number));
    }
    return side;
  }
}
