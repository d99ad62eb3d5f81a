import type { RouteLeg, VenueQuote } from '../client/index.js';
import { paint } from './paint.js';

/** What each venue offers for the whole amount, in columns; what the route sells there directly is marked. */
export function quoteLines(quotes: readonly VenueQuote[], legs: readonly RouteLeg[]): string[] {
  const cells = quotes.map((quote) =>
    quote.error
      ? []
      : [quote.amountOut ?? '-', `price ${quote.price ?? '-'}`, `fee ${quote.fee ?? '-'} ${quote.feeToken ?? ''}`],
  );
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  const direct = legs.filter(
    ({ fromToken, toToken }) => fromToken === legs[0]?.fromToken && toToken === legs.at(-1)?.toToken,
  );
  const venueWidth = Math.max(...quotes.map(({ venue }) => venue.length));
  return quotes.map((quote, i) => {
    const row = (cells[i] ?? []).map((cell, column) => cell.padEnd(width(column)));
    const figures = quote.error
      ? `no quote: ${quote.error.reason}`
      : `${row.join('  ')}  impact ${quote.priceImpactBps ?? '-'} bps`;
    const shares = direct.filter(({ venue }) => venue === quote.venue).map((leg) => `${leg.amountIn} ${leg.fromToken}`);
    const mark = shares.length > 0 ? paint.green(`  ← ${shares.join(' + ')}`) : '';
    return `${quote.venue.padEnd(venueWidth)}  ${figures}${mark}`;
  });
}

/** The legs, where there is more to say than which venue was chosen. */
export function routeLines(legs: readonly RouteLeg[]): string[] {
  if (legs.length < 2) return [];
  return legs.map((leg) => `→ ${leg.amountIn} ${leg.fromToken} for ${leg.amountOut} ${leg.toToken} on ${leg.venue}`);
}
