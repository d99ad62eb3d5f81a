import type { Curve } from './curve.js';
import type { Flow } from './flow.js';

import { respond, type Response } from './response.js';

/**
 * One pair: the price of the token sold at which the pools take just `amountIn`, found by bisection, without any
 * softening. Where the answer jumps past the amount (flat pieces), the pools' inputs on the jump's two sides are mixed,
 * which is optimal, for all that the jump holds has that one price.
 */
export function waterLevel(curves: readonly Curve[], from: number, amountIn: number, start: Float64Array): Flow {
  const take = new Float64Array(curves.length);
  const more = new Float64Array(curves.length);
  const output = new Float64Array(curves.length);
  const conductance = new Float64Array(curves.length);
  const trade: Response = { input: 0, output: 0, conductance: 0 };
  /** Inputs at a ratio; their sum. */
  const inputsAt = (ratio: number, into: Float64Array): number => {
    let sum = 0;
    for (let n = 0; n < curves.length; n += 1) {
      respond(curves[n] as Curve, ratio, trade);
      into[n] = trade.input;
      output[n] = trade.output;
      conductance[n] = trade.conductance;
      sum += trade.input;
    }
    return sum;
  };
  let high = start[from] as number;
  let low = high;
  for (let steps = 0; inputsAt(high, take) > amountIn && steps < 200; steps += 1) high *= 1.5;
  for (let steps = 0; inputsAt(low, more) < amountIn && steps < 200; steps += 1) low /= steps < 30 ? 1.5 : 1e6;
  for (;;) {
    const middle = high / low > 2 ? Math.sqrt(low * high) : (low + high) / 2;
    if (!(middle > low && middle < high)) break;
    if (inputsAt(middle, take) > amountIn) low = middle;
    else high = middle;
    if (high / low < 1 + 1e-15) break;
  }
  const upper = inputsAt(low, more);
  const lower = inputsAt(high, take);
  const missing = amountIn - lower;
  const part = upper > lower ? Math.min(1, missing / (upper - lower)) : 0;
  const input = take.map((amount, n) => amount + part * ((more[n] as number) - amount));
  for (let n = 0; n < curves.length; n += 1) {
    if ((more[n] as number) > (take[n] as number))
      conductance[n] = Math.max(conductance[n] as number, (more[n] as number) - (take[n] as number));
  }
  const prices = Float64Array.from(start);
  prices[from] = high;
  const imbalance = upper < amountIn ? 1 - upper / amountIn : 0;
  return { prices, input, output, conductance, imbalance };
}
