import type { VenueQuote } from '../../../client/index.js';
import { formatBps } from '../../lib/format-bps.js';
import { groupDigits } from '../../lib/group-digits.js';
import { Amount } from '../amount.js';

interface VenueTableProps {
  readonly quotes: readonly VenueQuote[];
  readonly toToken: string;
  /** What the chosen route gives; each venue is compared with it. */
  readonly best?: string;
}

/** What each venue alone would give, or why nothing. */
export function VenueTable({ quotes, toToken, best }: VenueTableProps) {
  return (
    <table class="venues">
      <thead>
        <tr>
          <th scope="col">Venue</th>
          <th scope="col" class="right">
            {toToken === '' ? 'Output' : `Output, ${toToken}`}
          </th>
          <th scope="col" class="right">
            Impact
          </th>
          <th scope="col" class="right">
            {best === undefined ? '' : 'vs route'}
          </th>
        </tr>
      </thead>
      <tbody>
        {quotes.map((quote) => (
          <tr key={quote.venue}>
            <th scope="row">{quote.venue}</th>
            {quote.error ? (
              <td colSpan={3} class="venue-error">
                {groupDigits(quote.error.reason)}
              </td>
            ) : (
              <>
                <td class="right">
                  <Amount value={quote.amountOut} />
                </td>
                <td class="right num">{formatBps(quote.priceImpactBps ?? 0)}</td>
                <td class="right num muted">{best === undefined ? '' : below(quote.amountOut, best)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How far one output is from another, in per cent. */
function below(output: string | undefined, best: string): string {
  const percent = (Number(output) / Number(best) - 1) * 100;
  if (Math.abs(percent) < 0.000_05) return '=';
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toLocaleString('en-US', { maximumSignificantDigits: 2 })} %`;
}
