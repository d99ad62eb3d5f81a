import type { Arc, Network } from './network.js';
import { quoteLeg, type Plan } from './plan.js';

const PARTS = 20;

/**
 * The best division of an amount among the pools of the pair itself in steps of a twentieth, by exact quotes. Where
 * amounts are so small that rounding decides, this may be luckier than what real numbers lead to.
 */
export function gridPlan(network: Network, amountIn: bigint, now: number): Plan | undefined {
  const direct = network.arcs.filter((arc) => arc.from === network.from && arc.to === network.to);
  const parts = Array.from({ length: PARTS + 1 }, (_, n) => (amountIn * BigInt(n)) / BigInt(PARTS));
  let best: (Plan | undefined)[] = parts.map((_, n) => (n === 0 ? { legs: [], amountOut: 0n } : undefined));
  for (const arc of direct) best = withPool(arc, parts, best, now);
  return best[PARTS];
}

function withPool(arc: Arc, parts: readonly bigint[], before: readonly (Plan | undefined)[], now: number) {
  const quotes = new Map<bigint, bigint | undefined>();
  const quoted = (amount: bigint): bigint | undefined => {
    if (!quotes.has(amount)) {
      const quote = quoteLeg(arc, amount, now);
      quotes.set(amount, quote.ok ? quote.amountOut : undefined);
    }
    return quotes.get(amount);
  };
  return parts.map((sum, n) => {
    let best = before[n];
    for (let rest = 0; rest < n; rest += 1) {
      const others = before[rest];
      const amountIn = sum - (parts[rest] as bigint);
      const amountOut = others && amountIn > 0n ? quoted(amountIn) : undefined;
      if (!others || amountOut === undefined || (best && best.amountOut >= others.amountOut + amountOut)) continue;
      best = { legs: [...others.legs, { arc, amountIn, amountOut }], amountOut: others.amountOut + amountOut };
    }
    return best;
  });
}
