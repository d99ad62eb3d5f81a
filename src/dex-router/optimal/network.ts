import type { Pool, Quoter } from '../../venues/venue.js';
import { sideOf } from './side.js';
import type { Link } from './link.js';

/** One direction of one pool. */
export interface Arc extends Link {
  readonly pool: Pool;
  /** Exact quotes of the pool in this direction. */
  readonly quote: Quoter;
  /** Position among the network's arcs. */
  readonly index: number;
}

/** The part of a market that can turn one token into another. */
export interface Network {
  readonly tokens: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly arcs: readonly Arc[];
}

/**
 * Every direction of a pool through which something of `fromToken` could become `toToken`: from what can be reached
 * from the one to what can reach the other. Swaps that buy back what is sold, or sell what was to be bought, are
 * arbitrage, not routing, and left out. Empty of arcs when nothing leads there.
 */
export function networkOf(pools: readonly Pool[], fromToken: string, toToken: string, now: number): Network {
  const tokens: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (token: string): number => {
    let number = numbers.get(token);
    if (number === undefined) {
      number = tokens.push(token) - 1;
      numbers.set(token, number);
    }
    return number;
  };
  const from = numberOf(fromToken);
  const to = numberOf(toToken);
  const all: Omit<Arc, 'index'>[] = [];
  for (const pool of pools) {
    const [a, b] = [numberOf(pool.tokens[0]), numberOf(pool.tokens[1])];
    const add = (aToB: boolean, near: number, far: number): void => {
      if (near === to || far === from) return;
      const { curve, quote } = sideOf(pool, aToB, now);
      if (curve.count > 0) all.push({ pool, quote, from: near, to: far, curve });
    };
    add(true, a, b);
    add(false, b, a);
  }
  const reachable = closure(from, tokens.length, all, (arc) => [arc.from, arc.to]);
  const useful = closure(to, tokens.length, all, (arc) => [arc.to, arc.from]);
  const arcs = all.filter((arc) => reachable[arc.from] && useful[arc.to]).map((arc, index): Arc => ({ ...arc, index }));
  return { tokens, from, to, arcs };
}

type Ends = (arc: Omit<Arc, 'index'>) => readonly [number, number];

function closure(start: number, count: number, arcs: readonly Omit<Arc, 'index'>[], ends: Ends): readonly boolean[] {
  const met = Array.from({ length: count }, (_, token) => token === start);
  for (let grown = true; grown;) {
    grown = false;
    for (const arc of arcs) {
      const [near, far] = ends(arc);
      if (!met[near] || met[far]) continue;
      met[far] = true;
      grown = true;
    }
  }
  return met;
}
