import type { Link } from './link.js';
import { outputAt, respond, type Response } from './response.js';

/** Far more than floats lose over a thousand pieces. */
const FLOATS = 1e-12;

const trade: Response = { input: 0, output: 0, conductance: 0 };

/** The most that a pool's direction can earn at given prices of what it takes and gives; it takes `most` at the most. */
export function profitOf({ curve }: Link, priceIn: number, priceOut: number, most = Infinity): number {
  respond(curve, priceIn / priceOut, trade);
  if (trade.input === 0) return 0;
  if (trade.input > most) {
    trade.input = most;
    trade.output = outputAt(curve, most);
  }
  const earned = priceOut * trade.output;
  return Math.max(0, earned - priceIn * trade.input) + FLOATS * earned;
}

/**
 * No routing of `amountIn` through the given links gives more than this, whatever its legs, hops and order (one that
 * also buys back the token sold or sells the token bought, to profit from pools at odds, is not counted as routing).
 *
 * Weak duality (Angeris et al. 2022, section 5; Diamandis, Resnick, Chitra, Angeris: An Efficient Algorithm for
 * Optimal Routing Through Constant Function Market Makers, 2023, section 3): let ν be any prices with ν(to) = 1. A
 * routing starts with amountIn of `from` and may not end with less than nothing of any token, so what it ends with is
 * worth, at ν, at least its output; and it is worth ν(from) · amountIn plus, for each pool, what the pool's trades
 * added. A pool adds at most the best ν·out − ν·in of one trade on its state as it is: real swaps round against the
 * trader, so that the real-valued curve majorises exact quotes; a volatility
 * fee rises within a swap (where it falls, the curve is the concave majorant), and swapping again, or back, finds
 * a state no better than a single trade left. (A pool whose program forgets volatility between two swaps of one
 * transaction could give the second swap a lower fee: a pool is taken to be used once per direction.)
 *
 * @param reach the most of each token that the amount can become (see `reachOf`): no trade takes more
 * @param prices ν by token number; any positive numbers make it a bound, good ones make it tight
 */
export function upperBoundAt(
  arcs: readonly Link[],
  prices: Float64Array,
  from: number,
  to: number,
  amountIn: bigint,
  reach?: Float64Array,
): bigint {
  const one = prices[to] as number;
  let worth = (prices[from] as number) * Number(amountIn) * (1 + FLOATS);
  for (const arc of arcs)
    worth += profitOf(arc, prices[arc.from] as number, prices[arc.to] as number, reach?.[arc.from]);
  const bound = (worth / one) * (1 + FLOATS);
  return Number.isFinite(bound) ? BigInt(Math.floor(bound)) : 2n ** 128n;
}
