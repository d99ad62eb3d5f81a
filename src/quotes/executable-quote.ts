/** A leg as it was quoted. Base units. */
export interface QuotedLeg {
  readonly pool: string;
  readonly venue: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
}

/** A quote that its owner may have executed exactly as it was shown. Base units. */
export interface ExecutableQuote {
  readonly owner: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly legs: readonly QuotedLeg[];
  /** ms since the Unix epoch, by the database's clock. */
  readonly expiresAt: number;
}

/** How long a quote can be executed, ms. */
export const QUOTE_TTL_MS = 10_000;

type LegJson = readonly [pool: string, venue: string, from: string, to: string, amountIn: string, amountOut: string];
type QuoteJson = readonly [1, string, string, string, string, string, number, readonly LegJson[]];

/** Compact JSON; the first element is the version of the form. */
export function quoteToJson(quote: ExecutableQuote): QuoteJson {
  const { owner, fromToken, toToken, amountIn, amountOut, expiresAt, legs } = quote;
  return [
    1,
    owner,
    fromToken,
    toToken,
    String(amountIn),
    String(amountOut),
    expiresAt,
    legs.map((l) => [l.pool, l.venue, l.fromToken, l.toToken, String(l.amountIn), String(l.amountOut)] as const),
  ];
}

/** Reads what `quoteToJson` wrote; the caller vouches that it did. */
export function quoteFromJson(json: unknown): ExecutableQuote {
  const [, owner, fromToken, toToken, amountIn, amountOut, expiresAt, legs] = json as QuoteJson;
  return {
    owner,
    fromToken,
    toToken,
    amountIn: BigInt(amountIn),
    amountOut: BigInt(amountOut),
    expiresAt,
    legs: legs.map(([pool, venue, from, to, input, output]) => ({
      pool,
      venue,
      fromToken: from,
      toToken: to,
      amountIn: BigInt(input),
      amountOut: BigInt(output),
    })),
  };
}
