import type { Arc, Network } from './network.js';

/** The legs of a choice and of a way together, ascending. */
export function union(legs: readonly number[], path: readonly number[]): number[] {
  const both = [...legs];
  for (const leg of path) if (!both.includes(leg)) both.push(leg);
  return both.sort((a, b) => a - b);
}

/** Equal for equal sets of legs. */
export function keyOf(legs: readonly number[]): string {
  return legs.toSorted((a, b) => a - b).join();
}

/** Every way of at most `hops` legs that meets no token twice. */
export function simplePaths({ arcs, from, to }: Network, hops: number): number[][] {
  const leaving = new Map<number, Arc[]>();
  for (const arc of arcs) leaving.set(arc.from, [...(leaving.get(arc.from) ?? []), arc]);
  const paths: number[][] = [];
  const walk = (token: number, path: readonly number[], met: readonly number[]): void => {
    for (const arc of leaving.get(token) ?? []) {
      if (met.includes(arc.to)) continue;
      const longer = [...path, arc.index];
      if (arc.to === to) paths.push(longer);
      else if (longer.length < hops) walk(arc.to, longer, [...met, arc.to]);
    }
  };
  walk(from, [], [from]);
  return paths;
}
