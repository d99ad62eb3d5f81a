import type { Arc, Network } from './network.js';
import type { Plan } from './plan.js';
import { outputAt } from './response.js';

const PARTS = 20;

/**
 * The best division of an amount among the pools of the pair itself in steps of a twentieth, by exact quotes, if it
 * gives more than `least`. Where amounts are so small that rounding decides, this may be luckier than what real numbers
 * lead to. Curves are never below exact quotes, and so tell which quotes need not be asked for.
 */
export function gridPlan(network: Network, amountIn: bigint, least: bigint): Plan | undefined {
  const direct = network.arcs.filter((arc) => arc.from === network.from && arc.to === network.to);
  const ceilings = direct.map((arc) => ceilingOf(arc, Number(amountIn)));
  const before = sums(ceilings);
  const after = sums(ceilings.toReversed()).toReversed();
  if (!((after[0]?.[PARTS] as number) > Number(least))) return undefined;
  const parts = Array.from({ length: PARTS + 1 }, (_, n) => (amountIn * BigInt(n)) / BigInt(PARTS));
  let best: (Plan | undefined)[] = parts.map((_, n) => (n === 0 ? { legs: [], amountOut: 0n } : undefined));
  direct.forEach((arc, n) => {
    const [sold, left] = [before[n] as Float64Array, after[n + 1] as Float64Array];
    const hopeful = (ceilings[n] as Float64Array).map((most, part) => {
      let total = -Infinity;
      for (let sum = 0; sum + part <= PARTS; sum += 1)
        total = Math.max(total, (sold[sum] as number) + (left[PARTS - sum - part] as number));
      return part > 0 && total + most > Number(least) ? 1 : 0;
    });
    best = withPool(arc, parts, best, hopeful);
  });
  const found = best[PARTS];
  return found && found.amountOut > least ? found : undefined;
}

/** What a pool gives for n parts at the most. */
function ceilingOf({ curve }: Arc, amountIn: number): Float64Array {
  const room = Number(curve.capacity) + 1;
  return Float64Array.from({ length: PARTS + 1 }, (_, n) => {
    const part = (amountIn * n) / PARTS;
    if (n === 0) return 0;
    return part > room ? -Infinity : outputAt(curve, part + 1);
  });
}

/** The most that the first n pools give for so many parts: n + 1 rows. */
function sums(ceilings: readonly Float64Array[]): Float64Array[] {
  const rows = [Float64Array.from({ length: PARTS + 1 }, (_, n) => (n === 0 ? 0 : -Infinity))];
  for (const given of ceilings) {
    const last = rows.at(-1) as Float64Array;
    rows.push(
      last.map((_, sum) => {
        let most = -Infinity;
        for (let part = 0; part <= sum; part += 1)
          most = Math.max(most, (last[sum - part] as number) + (given[part] as number));
        return most;
      }),
    );
  }
  return rows;
}

function withPool(arc: Arc, parts: readonly bigint[], before: readonly (Plan | undefined)[], hopeful: Float64Array) {
  const quotes = new Map<bigint, bigint | undefined>();
  const quoted = (amount: bigint): bigint | undefined => {
    if (!quotes.has(amount)) {
      const quote = arc.quote(amount);
      quotes.set(amount, quote.ok ? quote.amountOut : undefined);
    }
    return quotes.get(amount);
  };
  return parts.map((sum, n) => {
    let best = before[n];
    for (let rest = 0; rest < n; rest += 1) {
      const others = before[rest];
      const amountIn = sum - (parts[rest] as bigint);
      if (!others || amountIn === 0n || !hopeful[n - rest]) continue;
      const amountOut = quoted(amountIn);
      if (amountOut === undefined || (best && best.amountOut >= others.amountOut + amountOut)) continue;
      best = { legs: [...others.legs, { arc, amountIn, amountOut }], amountOut: others.amountOut + amountOut };
    }
    return best;
  });
}
