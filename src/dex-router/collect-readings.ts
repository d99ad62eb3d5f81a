import type { PoolReading } from '../chain/chain.js';
import type { Clock } from '../common/clock.js';
import { withTimeout } from '../common/timeout.js';
import type { NoQuote } from './route.js';

/** What one venue said: its pools, or why they are not known. */
export interface VenueReading {
  readonly venue: string;
  readonly reading: PoolReading | NoQuote;
}

/** A venue that has not answered by then is left out of the comparison. */
export const VENUE_TIMEOUT_MS = 5_000;

/** Asks every venue at once. One that fails or is late does not keep the others. */
export function collectReadings(
  venues: readonly string[],
  read: (venue: string) => Promise<PoolReading>,
  clock: Clock,
): Promise<readonly VenueReading[]> {
  return Promise.all(
    venues.map(async (venue) => {
      try {
        return { venue, reading: await withTimeout(read(venue), VENUE_TIMEOUT_MS, venue, clock) };
      } catch (error) {
        const reason = (error as Error).message;
        return { venue, reading: { venue, code: 'VENUE_UNAVAILABLE', reason } as const };
      }
    }),
  );
}
