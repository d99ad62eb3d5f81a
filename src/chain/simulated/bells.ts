/** Channels on which the processes of one simulated chain wake each other. A lost bell delays; it loses nothing. */
export const BELLS = {
  /** A slot was committed; the payload is its number. */
  slot: 'sim_slot',
  /** A transaction waits in the mempool. */
  mempool: 'sim_mempool',
  /** Somebody waits for slots to come, with or without transactions. */
  demand: 'sim_demand',
} as const;
