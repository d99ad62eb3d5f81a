/** Chain time of slot 0: 2026-01-01T00:00:00Z, in ms since the Unix epoch. */
export const GENESIS_MS = 1_767_225_600_000;

/** Chain time that a slot takes where slots come as fast as transactions do. */
const INSTANT_SLOT_MS = 400;

/** How much chain time one slot takes, in ms. */
export function slotTimeMs(slotMs: number): number {
  return slotMs > 0 ? slotMs : INSTANT_SLOT_MS;
}

/** Whole seconds since the Unix epoch, as programs on the chain see time. */
export function chainSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1_000);
}
