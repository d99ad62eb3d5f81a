import { computed, signal } from '@preact/signals';
import type { Pool, Token } from '../../client/index.js';
import type { Engine } from '../engine.js';
import { poll } from './poll.js';

const POOLS_EVERY_MS = 3_000;
const GATHER_MS = 200;
const SMALLEST_PRICE = 0.0001;

/** What can be traded, where, and what the wallet holds. */
export class Market {
  readonly tokens = signal<readonly Token[]>([]);
  readonly pools = signal<readonly Pool[] | null>(null);
  readonly balances = signal<ReadonlyMap<string, string> | null>(null);
  readonly error = signal<string | null>(null);
  /** Pairs that have pools, named so that their prices are no tiny fractions. */
  readonly pairs = computed(() => {
    const named = (this.pools.value ?? []).map(({ tokens: [a, b], price }) =>
      Number(price) < SMALLEST_PRICE ? `${b}/${a}` : `${a}/${b}`,
    );
    return [...new Set(named)];
  });
  private askingBalances = 0;

  constructor(private readonly engine: Engine) {}

  start(): () => void {
    const stop = poll(POOLS_EVERY_MS, {
      ask: async () => {
        if (this.tokens.value.length === 0) this.tokens.value = (await this.engine.tokens()).items;
        return await this.engine.pools();
      },
      answered: ({ items }) => {
        this.pools.value = items;
        this.error.value = null;
        if (this.balances.value === null) this.refreshBalances();
      },
      failed: (error) => (this.error.value = error.message),
    });
    return stop;
  }

  decimalsOf(symbol: string): number {
    return this.tokens.value.find((token) => token.symbol === symbol)?.decimals ?? 9;
  }

  /** The pair of two tokens as `pairs` names it, or null when no pool trades it directly. */
  pairOf(fromToken: string, toToken: string): string | null {
    return (
      this.pairs.value.find((pair) => [`${fromToken}/${toToken}`, `${toToken}/${fromToken}`].includes(pair)) ?? null
    );
  }

  /** Asks for the wallet soon; once, however often it is called meanwhile. */
  refreshBalances(): void {
    this.askingBalances ||= window.setTimeout(() => {
      this.askingBalances = 0;
      this.engine.balances().then(
        ({ items }) => (this.balances.value = new Map(items.map(({ token, amount }) => [token, amount]))),
        (error: Error) => (this.error.value = error.message),
      );
    }, GATHER_MS);
  }
}
