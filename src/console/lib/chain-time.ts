/** Where the chain is: the time of its newest slot in seconds, and how long a slot takes in ms. */
export interface ChainHead {
  readonly slot: number;
  readonly time: number;
  readonly slotMs: number;
}

/** Chain time of a slot in whole seconds. The chain's time runs on its own, apart from the clocks of machines. */
export function chainTimeOf(slot: number, head: ChainHead): number {
  return Math.floor(head.time - ((head.slot - slot) * head.slotMs) / 1_000);
}
