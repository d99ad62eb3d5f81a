import { effect, signal } from '@preact/signals';
import type { Order, OrderEvent } from '../../client/index.js';
import type { Engine } from '../engine.js';
import type { Blotter } from './blotter.js';

const MOST = 200;
const AT_ONCE = 4;

/** An order of ours as the chain executed it. */
export interface Fill {
  readonly orderId: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: string;
  readonly amountOut: string;
  readonly slot: number;
}

/** Where our own orders landed on the chain, for the chart: of what is in the blotter, and of what the feed brings. */
export class Fills {
  readonly all = signal<ReadonlyMap<string, Fill>>(new Map());
  private readonly asked = new Set<string>();
  private readonly queue: Order[] = [];
  private asking = 0;

  constructor(
    private readonly engine: Engine,
    private readonly blotter: Blotter,
  ) {}

  start(): () => void {
    return effect(() => {
      for (const order of (this.blotter.rows.value ?? []).slice(0, MOST)) {
        if (order.status !== 'confirmed' || this.asked.has(order.orderId)) continue;
        this.asked.add(order.orderId);
        this.queue.push(order);
      }
      this.ask();
    });
  }

  take(event: OrderEvent): void {
    if (event.status !== 'confirmed') return;
    this.asked.add(event.orderId);
    const fill = { ...event.data, orderId: event.orderId } as unknown as Fill;
    this.all.value = new Map([...this.all.peek(), [event.orderId, fill] as const].slice(-MOST));
  }

  /** The list does not tell the slot; each order's history does. */
  private ask(): void {
    while (this.asking < AT_ONCE && this.queue.length > 0) {
      const order = this.queue.shift()!;
      this.asking += 1;
      void this.engine
        .order(order.orderId)
        .then(({ events }) => events?.forEach((event) => this.take(event)))
        .catch(() => this.asked.delete(order.orderId))
        .finally(() => {
          this.asking -= 1;
          this.ask();
        });
    }
  }
}
