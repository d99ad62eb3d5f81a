import { Arbitrageur } from './arbitrageur.js';
import type { LegExecution } from './executor.js';
import type { SlotDraft } from './slot-draft.js';
import { TraderFlow } from './trader-flow.js';
import { TRADERS } from './world.js';

/** Everybody who trades beside the engine's clients: those with a whim or an opinion, then those who close what gaps are left. */
export class OtherTraders {
  private readonly flow: TraderFlow;
  private readonly arbitrageur = new Arbitrageur();

  constructor(seed: string) {
    this.flow = new TraderFlow(seed);
  }

  /** Trades on top of a slot's transactions; returns the swaps in order. `now`: whole seconds of chain time. */
  trade(draft: SlotDraft, now: number): LegExecution[] {
    const whims = this.flow.trades(draft.allPools(), draft.slot, now);
    draft.apply(TRADERS, whims);
    const closings = this.arbitrageur.trades(draft.allPools(), draft.slot, now, draft.pools.values());
    draft.apply(TRADERS, closings);
    return [...whims, ...closings];
  }
}
