/** Seeds that once showed a fault; they run first, always. */
export const KEPT_SEEDS: readonly number[] = [
  // A worker whose clock was an hour behind put a retry off by that hour.
  6, 20,
  // An event from just before the feed was joined, stored just after, was asked of the feed.
  202_406, 204_244,
  // One job given to two, again and again, until its order passed for poison.
  206_085,
];
