import { MeteoraDammV2 } from './meteora-damm-v2/meteora-damm-v2.js';
import { MeteoraDlmm } from './meteora-dlmm/meteora-dlmm.js';
import { RaydiumClmm } from './raydium-clmm/raydium-clmm.js';
import { RaydiumCpmm } from './raydium-cpmm/raydium-cpmm.js';
import type { Venue } from './venue.js';

/** Every DEX that this engine knows: one line each. */
export const VENUES: readonly Venue[] = [new RaydiumCpmm(), new RaydiumClmm(), new MeteoraDammV2(), new MeteoraDlmm()];

const BY_ID: ReadonlyMap<string, Venue> = new Map(VENUES.map((venue) => [venue.id, venue]));

/** @throws Error that names the known venues when there is none of that id. */
export function venueOf(id: string): Venue {
  const venue = BY_ID.get(id);
  if (!venue) throw new Error(`unknown venue ${JSON.stringify(id)}; known: ${[...BY_ID.keys()].join(', ')}`);
  return venue;
}
