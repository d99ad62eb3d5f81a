import { formatAmount } from '../../lib/format-amount.js';
import { useConsole } from '../use-console.js';

/** The button, which says what it will do, and below it why the last order was refused. */
export function PlaceButton() {
  const { ticket, desk, quote, feed } = useConsole();
  const [from, to] = [ticket.fromToken.value, ticket.toToken.value];
  const amount = ticket.amountFault.value === null ? formatAmount(ticket.amount.value.trim(), 'exact') : '';
  const waits = ticket.mode.value === 'quote' && !quote.isCurrent.value;
  const offline = feed.connection.value.state === 'reconnecting';
  return (
    <div class="place">
      <button type="submit" class="button primary" aria-disabled={waits || desk.sending.value}>
        {desk.sending.value ? 'Sending…' : waits ? 'Waiting for a quote' : `Sell ${amount} ${from} for ${to}`}
      </button>
      <p class="fault" role="alert">
        {desk.refusal.value ?? (offline ? 'No connection: an order is sent if it is back within seconds.' : '')}
      </p>
    </div>
  );
}
