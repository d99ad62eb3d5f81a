import { paint } from './paint.js';

/** A message of an order's socket, as far as it is shown. */
export interface Stage {
  readonly status: string;
  readonly seq: number;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Quote {
  readonly venue: string;
  readonly amountOut?: string;
  readonly price?: string;
  readonly fee?: string;
  readonly feeToken?: string;
  readonly priceImpactBps?: number;
  readonly error?: { readonly reason: string };
}

interface Leg {
  readonly venue: string;
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: string;
  readonly amountOut: string;
}

/** A stage for people: one line, and its details below. */
export function stageLines({ status, seq, message, data }: Stage, elapsedMs: number): string[] {
  const colour = { confirmed: paint.green, failed: paint.red }[status] ?? paint.cyan;
  const elapsed = paint.dim(`+${elapsedMs.toFixed(0)} ms`.padStart(9));
  const head = `  ${seq}  ${colour(status.padEnd(10))} ${elapsed}  ${message}`;
  return [head, ...detailsOf(status, data).map((line) => `       ${line}`)];
}

function detailsOf(status: string, data: Stage['data']): string[] {
  switch (status) {
    case 'routing': {
      const legs = (data['route'] as { legs: readonly Leg[] } | null)?.legs ?? [];
      return [...quoteLines(data['quotes'] as readonly Quote[], legs), ...routeLines(legs)];
    }
    case 'building':
      return [
        `minimum out ${text(data['minAmountOut'])} ${text(data['toToken'])}, slippage ${bps(data['slippageBps'])}`,
      ];
    case 'submitted':
      return [`signature ${text(data['signature'])}, slot ${text(data['submittedSlot'])}`];
    case 'confirmed':
      return [
        `sold ${text(data['amountIn'])} ${text(data['fromToken'])} at ${text(data['executedPrice'])}, ` +
          `${againstQuote(data['slippageBps'])}, fees ${feesOf(data['feesPaid'])}`,
      ];
    case 'failed':
      return [
        `${text(data['code'])} after ${text(data['attempts'])} ${data['attempts'] === 1 ? 'attempt' : 'attempts'}`,
      ];
    default:
      return [];
  }
}

/** What each venue offers for the whole amount, in columns; what the route sells there directly is marked. */
function quoteLines(quotes: readonly Quote[], legs: readonly Leg[]): string[] {
  const cells = quotes.map((quote) =>
    quote.error
      ? []
      : [text(quote.amountOut), `price ${text(quote.price)}`, `fee ${text(quote.fee)} ${text(quote.feeToken)}`],
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
      : `${row.join('  ')}  impact ${bps(quote.priceImpactBps)}`;
    const shares = direct.filter(({ venue }) => venue === quote.venue).map((leg) => `${leg.amountIn} ${leg.fromToken}`);
    const mark = shares.length > 0 ? paint.green(`  ← ${shares.join(' + ')}`) : '';
    return `${quote.venue.padEnd(venueWidth)}  ${figures}${mark}`;
  });
}

/** The legs, where there is more to say than which venue was chosen. */
function routeLines(legs: readonly Leg[]): string[] {
  if (legs.length < 2) return [];
  return legs.map((leg) => `→ ${leg.amountIn} ${leg.fromToken} for ${leg.amountOut} ${leg.toToken} on ${leg.venue}`);
}

function feesOf(fees: unknown): string {
  return (fees as readonly { amount: string; token: string }[])
    .map(({ amount, token }) => `${amount} ${token}`)
    .join(' + ');
}

function againstQuote(slippageBps: unknown): string {
  if (typeof slippageBps !== 'number' || slippageBps === 0) return 'as quoted';
  return `${bps(Math.abs(slippageBps))} ${slippageBps > 0 ? 'below' : 'above'} the quote`;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '-');
const bps = (value: unknown): string => `${text(value)} bps`;
