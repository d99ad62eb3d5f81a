import type { SimPool } from './sim-pool.js';

/** Base units by token symbol. */
export type Wallet = ReadonlyMap<string, bigint>;

/** The account that all other traders share. It may owe: its counterpart lies outside this chain. */
export const TRADERS = 'sim:traders';

/** What the block producer holds in memory: the chain as committed at one slot. */
export interface World {
  readonly slot: number;
  readonly timeMs: number;
  readonly pools: Map<string, SimPool>;
  /** Those that were needed so far; an owner that is missing here is loaded, or has none yet. */
  readonly wallets: Map<string, Wallet>;
}
