/** Where the chain is: the time of its newest slot in seconds, and how long a slot takes in ms. */
export interface ChainHead {
  readonly slot: number;
  readonly time: number;
  readonly slotMs: number;
}

/**
 * Chain time of a slot in whole seconds. The chain's time runs on its own, apart from the clocks of machines; it began
 * at a whole second, so that the part of a second which the head's time leaves out is that of its slot.
 */
export function chainTimeOf(slot: number, { slot: newest, time, slotMs }: ChainHead): number {
  const began = time - Math.floor((newest * slotMs) / 1_000);
  return began + Math.floor((slot * slotMs) / 1_000);
}
