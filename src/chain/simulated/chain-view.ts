import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import type { Pool } from '../../venues/venue.js';
import type { ChainHead, PoolReading } from '../chain.js';
import { chainSeconds, GENESIS_MS } from './chain-time.js';
import type { SimPool } from './sim-pool.js';

/** The newest slot that this process knows, in memory, whoever told it. */
@Injectable()
export class ChainView {
  private readonly pools = new Map<string, SimPool>();
  private byVenue: ReadonlyMap<string, readonly Pool[]> = new Map();
  private newest: ChainHead;

  constructor(private readonly config: AppConfig) {
    this.newest = { slot: -1, time: chainSeconds(GENESIS_MS), slotMs: config.sim.slotMs };
  }

  get slot(): number {
    return this.newest.slot;
  }

  head(): ChainHead {
    return this.newest;
  }

  venues(): string[] {
    return [...this.grouped().keys()];
  }

  reading(venue: string): PoolReading {
    const { slot, time } = this.newest;
    return { slot, time, pools: this.grouped().get(venue) ?? [] };
  }

  /** Moves on to a slot, given all pools that changed since. Older news is ignored. */
  advance(slot: number, timeMs: number, changed: Iterable<SimPool>): void {
    if (slot < this.newest.slot) return;
    this.newest = { slot, time: chainSeconds(timeMs), slotMs: this.config.sim.slotMs };
    for (const pool of changed) {
      this.pools.set(pool.id, pool);
      this.byVenue = new Map();
    }
  }

  private grouped(): ReadonlyMap<string, readonly Pool[]> {
    if (this.byVenue.size > 0) return this.byVenue;
    const groups = new Map<string, Pool[]>();
    for (const pool of this.pools.values()) {
      const group = groups.get(pool.venue);
      if (group) group.push(pool);
      else groups.set(pool.venue, [pool]);
    }
    return (this.byVenue = groups);
  }
}
