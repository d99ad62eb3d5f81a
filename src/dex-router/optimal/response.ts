import type { Curve } from './curve.js';

/** How a pool answers to prices. */
export interface Response {
  input: number;
  output: number;
  /** How fast the input grows as the price asked for falls: −d input / d ln(ratio). */
  conductance: number;
}

/** An answer averaged over a window. */
export interface MeanResponse extends Response {
  /** How fast the input grows with the window: d input / d half, at the same ratio. */
  widening: number;
}

/** The last piece that begins above `ratio`, −1 when none does. */
export function pieceAbove({ price, count }: Curve, ratio: number): number {
  if (count === 0 || !((price[0] as number) > ratio)) return -1;
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((price[middle] as number) > ratio) low = middle;
    else high = middle;
  }
  return low;
}

/** Trades until one more unit gives less than `ratio`; of a flat piece all or nothing. */
export function respond(curve: Curve, ratio: number, into: Response): void {
  respondOn(curve, pieceAbove(curve, ratio), ratio, into);
}

/** @param piece the last that begins above the ratio */
function respondOn(curve: Curve, piece: number, ratio: number, into: Response): void {
  if (piece < 0) {
    into.input = into.output = into.conductance = 0;
    return;
  }
  const price = curve.price[piece] as number;
  const bend = curve.bend[piece] as number;
  let z = curve.length[piece] as number;
  into.conductance = 0;
  if (bend > 0) {
    const root = Math.sqrt(price / ratio);
    const wanted = (root - 1) / bend;
    if (wanted < z) {
      z = wanted;
      into.conductance = (0.5 * root) / bend;
    }
  }
  into.input = (curve.inBefore[piece] as number) + z;
  into.output = (curve.outBefore[piece] as number) + (price * z) / (1 + bend * z);
}

/** A width over which answers are averaged, see {@link respondAround}. */
export class Window {
  readonly up: number;
  readonly down: number;

  constructor(readonly half: number) {
    this.up = Math.exp(half);
    this.down = Math.exp(-half);
  }
}

const above: Response = { input: 0, output: 0, conductance: 0 };
const below: Response = { input: 0, output: 0, conductance: 0 };

/**
 * The mean answer over a window of ratios around one: continuous, and differentiable enough for Newton's method, where
 * pools begin to trade, ticks change liquidity and flat pieces are taken. It is the gradient of the mean of the best
 * profit π(ρ) = max (out − ρ·in), whose derivative is −in, so that two answers at the window's ends tell it.
 */
export function respondAround(curve: Curve, ratio: number, window: Window, into: MeanResponse): void {
  const { half, up, down } = window;
  let piece = pieceAbove(curve, ratio * down);
  respondOn(curve, piece, ratio * down, below);
  if (below.input === 0) {
    into.input = into.output = into.conductance = into.widening = 0;
    return;
  }
  // The window's other end is at most a few pieces before.
  while (piece >= 0 && !((curve.price[piece] as number) > ratio * up)) piece -= 1;
  respondOn(curve, piece, ratio * up, above);
  const span = 2 * half * ratio;
  // π(low) − π(high), told by what is traded between the two: no difference of large numbers.
  const traded = below.input - above.input;
  const more = below.output - above.output - ratio * down * traded + ratio * (up - down) * above.input;
  into.input = more / span;
  const surplus = (below.output + above.output - ratio * (down * below.input + up * above.input)) / 2;
  into.output = surplus + ratio * into.input;
  into.conductance = (below.input * down - above.input * up) / (2 * half) + into.input;
  into.widening = ((below.input + above.input) / 2 - into.input) / half;
}

/** What the curve gives for an input; for more than it takes, what it gives at its end. */
export function outputAt(curve: Curve, input: number): number {
  const { inBefore, count } = curve;
  if (count === 0) return 0;
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((inBefore[middle] as number) < input) low = middle;
    else high = middle;
  }
  const z = Math.min(input - (inBefore[low] as number), curve.length[low] as number);
  return (curve.outBefore[low] as number) + ((curve.price[low] as number) * z) / (1 + (curve.bend[low] as number) * z);
}

/** The least input that gives an output; Infinity when the curve ends before. */
export function inputFor(curve: Curve, output: number): number {
  const { outBefore, count } = curve;
  if (count === 0 || output > (outBefore[count] as number)) return Infinity;
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((outBefore[middle] as number) < output) low = middle;
    else high = middle;
  }
  const missing = output - (outBefore[low] as number);
  const z = missing / ((curve.price[low] as number) - (curve.bend[low] as number) * missing);
  return (curve.inBefore[low] as number) + Math.min(z, curve.length[low] as number);
}
