import { effect, signal } from '@preact/signals';
import type { Order, OrderEvent, OrderFilter, OrderStatus } from '../../client/index.js';
import type { Engine } from '../engine.js';
import { applyEvent } from '../lib/apply-event.js';
import { mergePage } from '../lib/merge-page.js';

const PAGE = 50;
const GATHER_MS = 100;
const REFRESH_MS = 500;
/** A day's orders must not fill the memory: so many rows are kept while the newest are in view. */
const MOST_ROWS = 1_000;

/** Every order, newest first: pages as one scrolls, kept up to date by the feed. */
export class Blotter {
  readonly status = signal<OrderStatus | ''>('');
  readonly fromToken = signal('');
  readonly toToken = signal('');

  readonly rows = signal<readonly Order[] | null>(null);
  /** Newer orders that wait until the reader is back at the top, so that nothing moves under the eyes. */
  readonly arrived = signal<readonly Order[]>([]);
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  readonly error = signal<string | null>(null);

  private cursor: string | null = null;
  private generation = 0;
  private atTop = true;
  private replaceOnArrival: { rows: readonly Order[]; cursor: string | null } | null = null;
  private readonly gathered: OrderEvent[] = [];
  private gathering = 0;
  private refreshing = 0;

  constructor(private readonly engine: Engine) {}

  start(): () => void {
    return effect(() => void this.load(this.filter()));
  }

  /** The list anew, from its top. */
  async load(filter: OrderFilter = this.filter()): Promise<void> {
    const generation = ++this.generation;
    this.rows.value = null;
    this.cursor = null;
    this.hasMore.value = false;
    this.arrived.value = [];
    this.replaceOnArrival = null;
    this.error.value = null;
    await this.guarded(generation, async () => {
      const page = await this.engine.orders({ ...filter, limit: PAGE });
      if (generation === this.generation) this.show(page.items, page.nextCursor);
    });
  }

  async loadMore(): Promise<void> {
    if (this.cursor === null || this.loadingMore.value) return;
    const { generation, cursor } = this;
    this.loadingMore.value = true;
    await this.guarded(generation, async () => {
      const page = await this.engine.orders({ ...this.filter(), limit: PAGE, cursor });
      if (generation !== this.generation || cursor !== this.cursor) return;
      this.show([...(this.rows.value ?? []), ...page.items], page.nextCursor);
    });
    this.loadingMore.value = false;
  }

  /** Takes an event of the feed. */
  take(event: OrderEvent): void {
    this.gathered.push(event);
    this.gathering ||= window.setTimeout(() => this.apply(), GATHER_MS);
  }

  /** Asks for the newest page soon: something happened that the rows do not know. */
  refreshSoon(): void {
    this.refreshing ||= window.setTimeout(() => {
      void this.refresh().finally(() => (this.refreshing = 0));
    }, REFRESH_MS);
  }

  /** Whether the reader sees the newest row; then new ones come in at once. */
  scrolled(atTop: boolean): void {
    this.atTop = atTop;
    if (atTop) this.showArrived();
  }

  showArrived(): void {
    if (this.replaceOnArrival) this.show(this.replaceOnArrival.rows, this.replaceOnArrival.cursor);
    else if (this.arrived.value.length > 0) this.rows.value = [...this.arrived.value, ...(this.rows.value ?? [])];
    this.replaceOnArrival = null;
    this.arrived.value = [];
  }

  private filter(): OrderFilter {
    const [status, fromToken, toToken] = [this.status.value, this.fromToken.value, this.toToken.value];
    return { ...(status && { status }), ...(fromToken && { fromToken }), ...(toToken && { toToken }) };
  }

  private apply(): void {
    this.gathering = 0;
    const events = this.gathered.splice(0);
    const rows = new Map(this.rows.value?.map((row) => [row.orderId, row]));
    const arrived = new Set(this.arrived.value.map(({ orderId }) => orderId));
    let unknown = false;
    for (const event of events) {
      const row = rows.get(event.orderId);
      if (row) rows.set(event.orderId, applyEvent(row, event));
      else unknown ||= !arrived.has(event.orderId) || event.event !== 'job:progress';
    }
    const wanted = this.status.peek();
    const all = [...rows.values()];
    if (this.rows.value) this.rows.value = wanted === '' ? all : all.filter(({ status }) => status === wanted);
    if (unknown) this.refreshSoon();
  }

  private async refresh(): Promise<void> {
    if (this.rows.value === null) return;
    const { generation } = this;
    await this.guarded(generation, async () => {
      const page = await this.engine.orders({ ...this.filter(), limit: PAGE });
      if (generation !== this.generation) return;
      const shown = this.rows.value ?? [];
      const { rows, arrived, hasHole } = mergePage(shown, page.items, page.nextCursor === null);
      const tooMany = this.atTop && shown.length + arrived.length > MOST_ROWS;
      this.replaceOnArrival = hasHole || tooMany ? { rows: page.items, cursor: page.nextCursor } : null;
      this.rows.value = rows;
      this.arrived.value = arrived;
      if (shown.length === 0) this.show(page.items, page.nextCursor);
      else if (this.atTop) this.showArrived();
    });
  }

  private show(rows: readonly Order[], cursor: string | null): void {
    this.rows.value = rows;
    this.cursor = cursor;
    this.hasMore.value = cursor !== null;
    this.error.value = null;
    if (rows.length <= PAGE) this.arrived.value = [];
  }

  private async guarded(generation: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (generation === this.generation) this.error.value = (error as Error).message;
    }
  }
}
