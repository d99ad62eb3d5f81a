import { signal } from '@preact/signals';
import type { ConnectionState, OrderEvent } from '../../client/index.js';
import type { Engine } from '../engine.js';

/** The live feed of all orders, and how its connection is. */
export class Feed {
  readonly connection = signal<ConnectionState>({ state: 'connecting', attempt: 0 });
  /** When the connection was lost; null while there is one, or before the first. */
  readonly lostAt = signal<number | null>(null);
  /** How long the last outage took, until the notice of it has been seen. */
  readonly backAfterMs = signal<number | null>(null);

  constructor(
    private readonly engine: Engine,
    private readonly seen: (event: OrderEvent) => void,
    private readonly missed: () => void,
  ) {}

  start(): () => void {
    const abort = new AbortController();
    void this.run(abort.signal);
    return () => abort.abort();
  }

  private async run(signal: AbortSignal): Promise<void> {
    try {
      const onConnection = (state: ConnectionState): void => this.connected(state);
      for await (const event of this.engine.feed({ signal, onConnection })) {
        // Operators' test jobs are no orders.
        if (!event.diagnostic) this.seen(event);
      }
    } catch (error) {
      this.connection.value = { state: 'closed', attempt: 0, reason: (error as Error).message };
    }
  }

  private connected(next: ConnectionState): void {
    this.connection.value = next;
    if (next.state === 'reconnecting') {
      this.lostAt.value ??= Date.now();
      this.backAfterMs.value = null;
    }
    if (next.state !== 'open' || this.lostAt.value === null) return;
    this.backAfterMs.value = Date.now() - this.lostAt.value;
    this.lostAt.value = null;
    this.missed();
  }
}
