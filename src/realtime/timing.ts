/** How often the journal is asked for what the bus may have lost, ms. */
export const SWEEP_MS = 1_250;
/** An order of which something was heard this lately is not asked for, ms; with the above it bounds delivery by 2 s. */
export const FRESH_MS = 400;
/** A round this much late means that the process stood still, ms. */
export const FROZEN_MS = 2_000;
/** Orders asked for one by one in a round; beyond, everything stored since the last round is read instead. */
export const MAX_POLLED = 1_000;
/** Orders asked for one by one even then, in turn. */
export const POLLED_IN_TURN = 200;
/** How far behind the last round a reading starts, ms: a commit shows later than its time says. */
export const OVERLAP_MS = 500;
/** The same when there is reason to believe that the bus loses messages. */
export const LONG_OVERLAP_MS = 10_000;
/** How long the feed remembers an order that has ended, ms, so that a late message does not show it again. */
export const REMEMBER_ENDED_MS = 60_000;
/** How long it remembers one of which nothing is heard, ms. */
export const REMEMBER_SILENT_MS = 600_000;
/** How long after its beginning a shutdown tells the sockets at the latest, ms. */
export const LATEST_GOODBYE_MS = 4_500;
/** How long a socket that was asked to close may take, ms. */
export const CLOSE_GRACE_MS = 5_000;
/** The same at shutdown, ms. */
export const SHUTDOWN_GRACE_MS = 2_000;
