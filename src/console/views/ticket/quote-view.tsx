import { groupDigits } from '../../lib/group-digits.js';
import { Skeleton } from '../skeleton.js';
import { useConsole } from '../use-console.js';
import { QuoteFigures } from './quote-figures.js';
import { RouteFlow } from './route-flow.js';
import { QuoteAge } from './quote-age.js';
import { VenueTable } from './venue-table.js';

/** What the ticket would bring now: figures, the way it would take, and every venue alone. */
export function QuoteView() {
  const { quote, ticket } = useConsole();
  const shown = quote.quote.value;
  const refusal = quote.refusal.value;
  const stale = shown !== null && !quote.isCurrent.value;
  return (
    <section class={`quote ${stale ? 'is-stale' : ''}`} aria-label="Live quote" aria-busy={stale}>
      <div class="sub-head">
        <h3>Quote</h3>
        {shown && <QuoteAge />}
      </div>
      {shown && (
        <>
          <QuoteFigures quote={shown} />
          <h4>Route as it would be executed</h4>
          <RouteFlow legs={shown.route.legs} fromToken={shown.fromToken} toToken={shown.toToken} />
          <h4>Each venue alone</h4>
          <VenueTable quotes={shown.quotes} best={shown.route.amountOut} toToken={shown.toToken} />
        </>
      )}
      {!shown && refusal && (
        <div class="refusal">
          <p class="refusal-title">No quote</p>
          <p>{groupDigits(refusal.message)}</p>
          {refusal.quotes.length > 0 && <VenueTable quotes={refusal.quotes} toToken={ticket.toToken.value} />}
        </div>
      )}
      {!shown && !refusal && ticket.amountFault.value === null && <Skeleton rows={9} label="Asking every venue" />}
      {!shown && !refusal && ticket.amountFault.value !== null && (
        <p class="muted">Enter an amount to see what every venue would give.</p>
      )}
    </section>
  );
}
