import { computed, signal } from '@preact/signals';
import type { OrderEvent, PlaceOrder } from '../../client/index.js';
import type { Engine } from '../engine.js';
import { OrderWatch } from './order-watch.js';

const HASH = /^#order=([0-9a-f-]{36})$/;
const KEPT = 20;

/** The orders that are looked at: those placed here, and the one that is selected. */
export class Desk {
  readonly selectedId = signal<string | null>(null);
  readonly sending = signal(false);
  /** Why the last order could not be placed. */
  readonly refusal = signal<string | null>(null);
  readonly selected = computed(() => this.watches.value.get(this.selectedId.value ?? '') ?? null);
  private readonly watches = signal<ReadonlyMap<string, OrderWatch>>(new Map());

  constructor(
    private readonly engine: Engine,
    private readonly seen: (event: OrderEvent, isOwn: boolean) => void,
  ) {}

  /** Selects what the address names, now and whenever it changes. */
  start(): () => void {
    const follow = (): void => {
      const id = HASH.exec(location.hash)?.[1];
      if (id !== undefined) this.select(id);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }

  /** Follows an order without starting it, and shows it. */
  select(orderId: string): void {
    if (!this.watches.value.has(orderId)) {
      const watch = this.keep(new OrderWatch(orderId));
      void watch.take(this.engine.follow(orderId, { ...watch.options, watch: true }), (event) =>
        this.seen(event, false),
      );
    }
    this.show(orderId);
  }

  /** Places an order and follows it. Resolves as soon as the engine has it, or `refusal` says why not. */
  async place(order: PlaceOrder): Promise<boolean> {
    this.sending.value = true;
    this.refusal.value = null;
    const watch = new OrderWatch('');
    const placed = await new Promise<boolean>((resolve) => {
      let own: OrderWatch | null = null;
      const each = (event: OrderEvent): void => {
        if (own === null) {
          own = this.keep(watch, event.orderId);
          this.show(event.orderId);
          resolve(true);
        }
        this.seen(event, true);
      };
      void watch.take(this.engine.execute(order, watch.options), each).then(() => resolve(false));
    });
    if (!placed) this.refusal.value = watch.error.value ?? 'The engine gave no answer.';
    this.sending.value = false;
    return placed;
  }

  async cancel(orderId: string): Promise<string | null> {
    try {
      await this.engine.cancel(orderId);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private show(orderId: string): void {
    this.selectedId.value = orderId;
    history.replaceState(null, '', `#order=${orderId}`);
  }

  /** Watches that are over go first when there are too many. */
  private keep(watch: OrderWatch, orderId = watch.orderId): OrderWatch {
    const watches = new Map(this.watches.value).set(orderId, watch);
    for (const [id, old] of watches) {
      if (watches.size <= KEPT) break;
      if (id === orderId || id === this.selectedId.value) continue;
      old.stop();
      watches.delete(id);
    }
    this.watches.value = watches;
    return watch;
  }
}
