import type { Segment } from '../venues/segment.js';
import { venueOf } from '../venues/registry.js';
import type { Pool } from '../venues/venue.js';

/** Price impacts that a pool's depth is told for, in hundredths of a per cent. */
export const DEPTH_IMPACTS_BPS = [10, 50, 100, 200] as const;

/** What can be sold for at most some price impact: base units, fee included, of the first and of the second token. */
export interface PoolDepth {
  readonly priceImpactBps: number;
  readonly sell: readonly [bigint, bigint];
}

/** A pool's depth, and the fee that a small swap pays, in ppm. `now`: whole seconds of chain time. */
export function depthOf({ venue: id, state }: Pool, now: number): { feePpm: number; depth: readonly PoolDepth[] } {
  const venue = venueOf(id);
  const { numerator, denominator } = venue.price(state);
  const price = Number(numerator) / Number(denominator);
  const [selling, buying] = [venue.segments(state, true, now), venue.segments(state, false, now)];
  const first = selling[0] ?? buying[0];
  return {
    feePpm: first ? Math.round((first.feeIn + first.feeOut) * 1_000_000) : 0,
    depth: DEPTH_IMPACTS_BPS.map((priceImpactBps) => ({
      priceImpactBps,
      sell: [sellable(selling, price, priceImpactBps), sellable(buying, 1 / price, priceImpactBps)],
    })),
  };
}

/**
 * The most that can be sold until the price impact (the loss of the whole against the marginal price, fees aside)
 * exceeds a bound, or the liquidity ends. `price`: marginal price before fees, bought per sold.
 */
export function sellable(segments: readonly Segment[], price: number, impactBps: number): bigint {
  const worst = price * (1 - impactBps / 10_000);
  let [gross, net, bought] = [0, 0, 0];
  for (const segment of segments) {
    const kept = 1 - segment.feeIn;
    const room = Number(segment.maxIn) * kept;
    const taken = Math.min(room, within(segment, worst, bought - worst * net));
    gross += taken / kept;
    if (taken < room) break;
    net += taken;
    bought += segment.kind === 'flat' ? segment.price * taken : (segment.y * taken) / (segment.x + taken);
  }
  return Number.isFinite(gross) ? BigInt(Math.floor(gross)) : 0n;
}

/**
 * The n at which segment and what came before come down to the average price `worst`: output(n) + lead = worst · n,
 * where `lead` is what the output so far exceeds that average by.
 */
function within(segment: Segment, worst: number, lead: number): number {
  if (segment.kind === 'flat') {
    if (segment.price >= worst) return Infinity;
    return Math.max(0, lead / (worst - segment.price));
  }
  // worst·n² + (worst·x − y − lead)·n − lead·x = 0, by whichever form of the root does not cancel.
  const { x, y } = segment;
  const b = worst * x - y - lead;
  const root = Math.sqrt(b * b + 4 * worst * lead * x);
  return Math.max(0, b > 0 ? (2 * lead * x) / (b + root) : (root - b) / (2 * worst));
}
