import type { Curve } from './curve.js';
import type { Link } from './link.js';
import type { Network } from './network.js';

/** A network in which no way is longer than allowed. */
export interface Levels {
  /** First one for each arc in `arcs`, in that order; then what lets a token wait until it is sold. */
  readonly links: readonly Link[];
  /** Positions of the network's arcs that have a link. */
  readonly arcs: readonly number[];
  /** How many nodes; those below the number of tokens are tokens (as they are when bought with the token sold). */
  readonly nodes: number;
  /** Node of a token that was bought with another one between, by token; the token itself where that is no matter. */
  readonly late: Int32Array;
}

/**
 * At most three swaps in a row mean: what is swapped between two tokens between was bought with the token sold itself,
 * and what comes from there is sold for the token bought. So each token between has two nodes, early and late, with a
 * free way from the one to the other, and still every pool has one place. With more hops than that nothing is excluded.
 */
export function hopLevels({ arcs, tokens, from, to }: Network, maxHops: number, length: Float64Array): Levels {
  const count = tokens.length;
  const identity = Int32Array.from(tokens.keys());
  const between = (token: number): boolean => token !== from && token !== to;
  const kept = [...arcs.keys()].filter((n) => {
    const arc = arcs[n] as Network['arcs'][number];
    if (maxHops >= 3) return true;
    return maxHops === 2 ? !between(arc.from) || !between(arc.to) : arc.from === from && arc.to === to;
  });
  const present = kept.map((n) => arcs[n] as Network['arcs'][number]);
  if (maxHops !== 3 || !present.some((arc) => between(arc.from) && between(arc.to))) {
    return { links: present, arcs: kept, nodes: count, late: identity };
  }
  const late = identity.map((token) => (between(token) ? count + token : token));
  const links: Link[] = present.map((arc) => ({
    from: arc.to === to ? (late[arc.from] as number) : arc.from,
    to: arc.from === from ? arc.to : (late[arc.to] as number),
    curve: arc.curve,
  }));
  for (const token of new Set(present.map((arc) => arc.from))) {
    if (between(token)) links.push({ from: token, to: late[token] as number, curve: waiting(length[token] as number) });
  }
  return { links, arcs: kept, nodes: 2 * count, late };
}

/** One for one, for as much as there will ever be. */
function waiting(length: number): Curve {
  return {
    count: 1,
    price: [1],
    bend: [0],
    length: [length],
    inBefore: [0, length],
    outBefore: [0, length],
    capacity: BigInt(Math.ceil(length)),
  };
}
