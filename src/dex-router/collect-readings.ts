import { Chain } from '../chain/chain.js';
import type { PoolReading } from '../chain/chain.js';
import type { Clock } from '../common/clock.js';
import { withTimeout } from '../common/timeout.js';
import type { NoQuote } from './route.js';

/** A venue that has not answered by then is left out of the comparison. */
export const VENUE_TIMEOUT_MS = 5_000;

/** Asks every venue at once. One that fails or is late does not keep the others. */
export function collectReadings(
  chain: Chain,
  clock: Clock,
  callKey: string,
): Promise<readonly { venue: string; reading: PoolReading | NoQuote }[]> {
  return Promise.all(
    chain.venues().map(async (venue) => ({ venue, reading: await readOne(chain, clock, venue, callKey) })),
  );
}

async function readOne(chain: Chain, clock: Clock, venue: string, callKey: string): Promise<PoolReading | NoQuote> {
  try {
    return await withTimeout(chain.readPools(venue, callKey), VENUE_TIMEOUT_MS, venue, clock);
  } catch (error) {
    return { venue, code: 'VENUE_UNAVAILABLE', reason: (error as Error).message };
  }
}
