import type { Arc, Network } from './network.js';
import { connecting, ordered } from './order.js';
import { outputAt } from './response.js';

/** A swap of a plan, exact: `amountOut` is what the venue's arithmetic gives. */
export interface PlannedLeg {
  readonly arc: Arc;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
}

/** Legs in the order in which they are executed; each spends what was left or bought before, to the last unit. */
export interface Plan {
  readonly legs: readonly PlannedLeg[];
  readonly amountOut: bigint;
}

/** How a token is to be divided: each arc's input, and which arc takes what is left over or missing. */
export interface Shares {
  readonly arcs: readonly Arc[];
  readonly input: ArrayLike<number>;
  readonly conductance: ArrayLike<number>;
}

const ATTEMPTS = 40;

/**
 * Shares → whole units. What reaches a token goes on from it in full: in proportion to the shares, the rest to the arc
 * whose price answers least. Legs that pools refuse (their output rounds to nothing, or the vault is short) are left
 * out or made smaller. `undefined` when not everything can be sold.
 */
export function planOf(network: Network, { arcs, input, conductance }: Shares, amountIn: bigint): Plan | undefined {
  const share = new Map<Arc, number>();
  arcs.forEach((arc, n) => {
    // A share that buys less than a unit would only cost what it sells.
    if (outputAt(arc.curve, input[n] as number) >= 1) share.set(arc, input[n] as number);
  });
  const keen = new Map(arcs.map((arc, n) => [arc, conductance[n] as number]));
  const limit = new Map<Arc, bigint>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const left = ordered(connecting([...share.keys()], network.from, network.to), network.from);
    if (!left || left.arcs.length === 0) return undefined;
    const outcome = execute(network, left.arcs, { share, keen, limit }, amountIn);
    if (outcome === 'full') return undefined;
    if ('amountOut' in outcome) return outcome;
    if (outcome.most === undefined || outcome.most <= 0n) share.delete(outcome.arc);
    else limit.set(outcome.arc, outcome.most);
  }
  return undefined;
}

interface Wishes {
  readonly share: ReadonlyMap<Arc, number>;
  readonly keen: ReadonlyMap<Arc, number>;
  readonly limit: ReadonlyMap<Arc, bigint>;
}

/** A leg that cannot be as planned: at most `most`, or not at all. */
interface Misfit {
  readonly arc: Arc;
  readonly most?: bigint;
}

function execute(network: Network, arcs: readonly Arc[], wishes: Wishes, amountIn: bigint): Plan | Misfit | 'full' {
  const held = new Map<number, bigint>([[network.from, amountIn]]);
  const legs: PlannedLeg[] = [];
  for (let start = 0; start < arcs.length;) {
    const token = (arcs[start] as Arc).from;
    let end = start;
    while (end < arcs.length && (arcs[end] as Arc).from === token) end += 1;
    const group = arcs.slice(start, end);
    start = end;
    const amounts = divide(group, wishes, held.get(token) ?? 0n);
    if (!amounts) return 'full';
    for (let n = 0; n < group.length; n += 1) {
      const [arc, amount] = [group[n] as Arc, amounts[n] as bigint];
      if (amount === 0n) {
        if ((held.get(token) ?? 0n) > 0n) continue;
        return { arc };
      }
      const quote = arc.quote(amount);
      if (!quote.ok) {
        if (quote.code === 'ZERO_OUTPUT' || quote.code === 'INACTIVE') return { arc };
        return { arc, most: quote.maxAmountIn ?? (amount * 99n) / 100n };
      }
      legs.push({ arc, amountIn: amount, amountOut: quote.amountOut });
      held.set(arc.to, (held.get(arc.to) ?? 0n) + quote.amountOut);
    }
  }
  return { legs, amountOut: held.get(network.to) ?? 0n };
}

/** Divides an amount among arcs in whole units; `undefined` when they cannot take it. */
function divide(group: readonly Arc[], { share, keen, limit }: Wishes, amount: bigint): bigint[] | undefined {
  const room = group.map((arc) => limit.get(arc) ?? arc.curve.capacity);
  const shares = group.map((arc) => share.get(arc) ?? 0);
  const sum = shares.reduce((total, part) => total + part, 0);
  const scale = Number(amount) / sum;
  // Shares that nearly add up are kept, for the rest is best taken where prices answer least.
  const close = Math.abs(scale - 1) < 1e-4 ? 1 : scale;
  const amounts = group.map((_, n) => {
    const part = BigInt(Math.floor((shares[n] as number) * close));
    const most = room[n] as bigint;
    return part > most ? most : part;
  });
  let rest = amount - amounts.reduce((total, part) => total + part, 0n);
  const keenest = group
    .map((arc, n) => ({ n, keen: keen.get(arc) ?? 0 }))
    .toSorted((one, other) => other.keen - one.keen || (shares[other.n] as number) - (shares[one.n] as number));
  for (const { n } of keenest) {
    const have = amounts[n] as bigint;
    const more = rest > 0n ? min(rest, (room[n] as bigint) - have) : -min(-rest, have);
    amounts[n] = have + more;
    rest -= more;
    if (rest === 0n) return amounts;
  }
  return undefined;
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
