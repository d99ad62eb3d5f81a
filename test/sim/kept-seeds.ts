/** Seeds that once showed a fault; they run first, always. */
export const KEPT_SEEDS: readonly number[] = [];
