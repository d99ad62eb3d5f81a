import type { Arc } from './network.js';

/** Arcs sorted so that each comes after all that feed its token; `depth`: legs on the longest way. */
export interface Ordered {
  readonly arcs: readonly Arc[];
  readonly depth: number;
}

/** Sorts arcs by where they lie on the way from `from`; `undefined` when they go round in a circle. */
export function ordered(arcs: readonly Arc[], from: number): Ordered | undefined {
  const level = levels(arcs, from);
  if (!level) return undefined;
  const met = arcs.filter((arc) => level[arc.from] !== undefined);
  const levelOf = (token: number): number => level[token] as number;
  return {
    arcs: met.sort((one, other) => levelOf(one.from) - levelOf(other.from) || one.from - other.from),
    depth: deepest(level),
  };
}

/** Legs on the longest way from `from`; `undefined` when arcs go round in a circle. */
export function depthOf(arcs: readonly Arc[], from: number): number | undefined {
  const level = levels(arcs, from);
  return level && deepest(level);
}

/** Legs on the longest way from `from` to each token that is reached. */
function levels(arcs: readonly Arc[], from: number): (number | undefined)[] | undefined {
  const level: (number | undefined)[] = [];
  level[from] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (const arc of arcs) {
      const near = level[arc.from];
      if (near === undefined || near + 1 <= (level[arc.to] ?? 0)) continue;
      if (arc.to === from || near >= arcs.length) return undefined;
      level[arc.to] = near + 1;
      changed = true;
    }
  }
  return level;
}

function deepest(level: readonly (number | undefined)[]): number {
  let most = 0;
  for (const depth of level) if (depth !== undefined && depth > most) most = depth;
  return most;
}

/** The arcs that lie on a way from `from` to `to`. */
export function connecting(arcs: readonly Arc[], from: number, to: number): Arc[] {
  const ahead = reach(
    arcs,
    from,
    (arc) => arc.from,
    (arc) => arc.to,
  );
  const back = reach(
    arcs,
    to,
    (arc) => arc.to,
    (arc) => arc.from,
  );
  return arcs.filter((arc) => ahead.has(arc.from) && back.has(arc.to));
}

function reach(
  arcs: readonly Arc[],
  start: number,
  near: (arc: Arc) => number,
  far: (arc: Arc) => number,
): Set<number> {
  const met = new Set([start]);
  for (let size = 0; size !== met.size;) {
    size = met.size;
    for (const arc of arcs) if (met.has(near(arc))) met.add(far(arc));
  }
  return met;
}
