import type { SimPool } from './sim-pool.js';

/** Two tokens with several pools, or three with a pool between any two: ways to come back to where one began. */
export interface TokenRing {
  /** In the order of trading; the first is the one that profits are made in. */
  readonly tokens: readonly string[];
  /** The pairs on the way, as `pairKey` writes them. */
  readonly pairs: readonly string[];
}

/** The same text for both orders of two tokens. */
export function pairKey(one: string, other: string): string {
  return one < other ? `${one}/${other}` : `${other}/${one}`;
}

/** Every ring of a market, in an order that depends on the market alone. */
export function tokenRings(pools: readonly SimPool[]): TokenRing[] {
  const counts = new Map<string, number>();
  const pairs = new Map<string, readonly [string, string]>();
  for (const { tokens } of pools) {
    const key = pairKey(...tokens);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (!pairs.has(key)) pairs.set(key, tokens);
  }
  const rings: TokenRing[] = [];
  for (const [key, [base, quote]] of pairs) {
    if ((counts.get(key) ?? 0) > 1) rings.push({ tokens: [quote, base], pairs: [key] });
  }
  for (const [first, [base, middle]] of pairs) {
    for (const [second, [from, quote]] of pairs) {
      const third = pairKey(base, quote);
      if (from !== middle || !pairs.has(third)) continue;
      const both = [first, second, third];
      rings.push({ tokens: [quote, middle, base], pairs: both }, { tokens: [quote, base, middle], pairs: both });
    }
  }
  return rings;
}
