import { effect, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Candle } from '../../client/index.js';
import type { Engine } from '../engine.js';
import { poll } from './poll.js';

export const INTERVALS = ['1m', '5m', '15m', '1h', '1d'] as const;
const EVERY_MS = 3_000;
const PAGE = 300;

/** The price history of a pair: the newest candles asked anew every few seconds, older ones as one scrolls back. */
export class Candles {
  readonly interval = signal<(typeof INTERVALS)[number]>('1m');
  readonly items = signal<readonly Candle[] | null>(null);
  readonly error = signal<string | null>(null);
  private older: AbortController | null = null;
  private exhausted = false;

  constructor(
    private readonly engine: Engine,
    readonly pair: Signal<string | null>,
  ) {}

  start(): () => void {
    let stop = (): void => undefined;
    const end = effect(() => {
      const [pair, interval] = [this.pair.value, this.interval.value];
      stop();
      this.older?.abort();
      this.older = null;
      this.exhausted = false;
      this.items.value = null;
      this.error.value = null;
      if (pair === null) return;
      stop = poll(EVERY_MS, {
        ask: () => this.engine.candles({ pair, interval, limit: PAGE }),
        answered: ({ items }) => this.join(items),
        failed: (error) => (this.error.value = error.message),
      });
    });
    return () => {
      end();
      stop();
    };
  }

  /** What came before the oldest candle that is shown. */
  async loadOlder(): Promise<void> {
    const [pair, first] = [this.pair.peek(), this.items.peek()?.[0]];
    if (pair === null || first === undefined || this.older !== null || this.exhausted) return;
    const asked = (this.older = new AbortController());
    try {
      const request = { pair, interval: this.interval.peek(), limit: PAGE, before: first.time };
      const { items } = await this.engine.candles(request);
      if (asked.signal.aborted) return;
      this.exhausted = items.length === 0;
      if (items.length > 0) this.items.value = [...items, ...(this.items.peek() ?? [])];
    } catch {
      // The newest candles are asked for all the time and say what is wrong.
    } finally {
      if (this.older === asked) this.older = null;
    }
  }

  private join(newest: readonly Candle[]): void {
    const from = newest[0]?.time ?? '';
    const kept = (this.items.peek() ?? []).filter(({ time }) => time < from);
    this.items.value = [...kept, ...newest];
    this.error.value = null;
  }
}
