import { computed, signal } from '@preact/signals';
import type { ConnectionState, OrderEvent } from '../../client/index.js';
import { isFinal } from '../lib/is-final.js';

/** A time without a connection: after which event it was lost, and how it ended. */
export interface Outage {
  readonly afterSeq: number;
  readonly lostAt: number;
  readonly resumedAt: number | null;
  readonly reason: string | undefined;
}

/** One order as it is followed: its events so far, and what became of the connection meanwhile. */
export class OrderWatch {
  readonly events = signal<readonly OrderEvent[]>([]);
  readonly connection = signal<ConnectionState>({ state: 'connecting', attempt: 0 });
  readonly outages = signal<readonly Outage[]>([]);
  readonly error = signal<string | null>(null);
  readonly status = computed(() => this.events.value.at(-1)?.status ?? null);
  readonly isOver = computed(() => this.status.value !== null && isFinal(this.status.value));
  private readonly abort = new AbortController();

  constructor(readonly orderId: string) {}

  /** Options for the client library's stream. */
  get options() {
    return { signal: this.abort.signal, onConnection: (state: ConnectionState): void => this.connected(state) };
  }

  /** Takes everything that the stream gives, and hands it on. @throws nothing: an error becomes `error` */
  async take(stream: AsyncIterable<OrderEvent>, each: (event: OrderEvent) => void): Promise<void> {
    try {
      for await (const event of stream) {
        this.add(event);
        each(event);
      }
    } catch (error) {
      if (!this.abort.signal.aborted) this.error.value = (error as Error).message;
    }
  }

  add(event: OrderEvent): void {
    if (event.seq <= (this.events.value.at(-1)?.seq ?? 0)) return;
    this.events.value = [...this.events.value, event];
  }

  stop(): void {
    this.abort.abort();
  }

  private connected(next: ConnectionState): void {
    const before = this.connection.value.state;
    this.connection.value = next;
    const outages = this.outages.value;
    const last = outages.at(-1);
    const away = last !== undefined && last.resumedAt === null;
    if (next.state === 'reconnecting' && !away && !this.isOver.value) {
      const afterSeq = this.events.value.at(-1)?.seq ?? 0;
      this.outages.value = [...outages, { afterSeq, lostAt: Date.now(), resumedAt: null, reason: next.reason }];
    } else if (next.state === 'open' && before !== 'open' && away) {
      this.outages.value = [...outages.slice(0, -1), { ...last, resumedAt: Date.now() }];
    }
  }
}
