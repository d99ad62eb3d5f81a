import { venueOf } from '../../venues/registry.js';
import type { Pool, Quoter } from '../../venues/venue.js';
import { curveOf, type Curve } from './curve.js';

/** One direction of a pool: what it gives as a curve, and exactly. */
export interface Side {
  readonly curve: Curve;
  readonly quote: Quoter;
}

interface Sides {
  readonly now: number;
  aToB?: Side;
  bToA?: Side;
}

const KEPT = new WeakMap<object, Sides>();

/** A pool's side at `now` (seconds); kept as long as the (immutable) state lives and time does not matter to it. */
export function sideOf({ state, venue: id }: Pool, aToB: boolean, now: number): Side {
  const venue = venueOf(id);
  const key = state as object;
  let sides = KEPT.get(key);
  if (!sides || (sides.now !== now && venue.quotesDependOnTime)) {
    sides = { now };
    KEPT.set(key, sides);
  }
  const make = (): Side => ({
    curve: curveOf(venue.segments(state, aToB, now), venue.holdings(state)[aToB ? 1 : 0]),
    quote: venue.quoter(state, aToB, now),
  });
  return aToB ? (sides.aToB ??= make()) : (sides.bToA ??= make());
}
