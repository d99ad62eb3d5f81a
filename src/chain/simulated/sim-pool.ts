import { venueOf } from '../../venues/registry.js';
import type { Pool } from '../../venues/venue.js';

/** A pool in one state. Immutable: a swap makes another one, so an unchanged pool stays the same object from slot to slot. */
export class SimPool implements Pool {
  private json: string | undefined;

  constructor(
    readonly id: string,
    readonly venue: string,
    readonly tokens: readonly [string, string],
    readonly state: unknown,
  ) {}

  static fromJson(row: { id: string; venue: string; tokens: readonly [string, string]; state: unknown }): SimPool {
    return new SimPool(row.id, row.venue, row.tokens, venueOf(row.venue).fromJson(row.state));
  }

  withState(state: unknown): SimPool {
    return new SimPool(this.id, this.venue, this.tokens, state);
  }

  /** The state as JSON text, made once: it is stored as one leg's result and as the next leg's start. */
  get stateJson(): string {
    return (this.json ??= JSON.stringify(venueOf(this.venue).toJson(this.state)));
  }
}
