import type { OrderEvent, Route, VenueQuote } from '../../../client/index.js';
import { formatAmount } from '../../lib/format-amount.js';
import { RouteFlow } from '../ticket/route-flow.js';
import { VenueTable } from '../ticket/venue-table.js';
import { CopyButton } from './copy-button.js';

interface Paid {
  readonly token: string;
  readonly amount: string;
}

/** The facts of an event, behind a fold where they take room. */
export function StepDetails({ event }: { readonly event: OrderEvent }) {
  const { data, status } = event;
  if (status === 'routing' && Array.isArray(data['quotes'])) {
    return <RoutingDetails quotes={data['quotes'] as readonly VenueQuote[]} route={data['route'] as Route | null} />;
  }
  if (status === 'submitted') {
    const signature = String(data['signature']);
    return (
      <p class="step-facts hint">
        <code title={signature}>{`${signature.slice(0, 10)}…${signature.slice(-6)}`}</code>
        <CopyButton text={signature} label="Copy the signature" />
      </p>
    );
  }
  if (status === 'confirmed' && Array.isArray(data['feesPaid'])) {
    const fees = data['feesPaid'] as readonly Paid[];
    return <p class="step-facts hint">Fees {inAll(fees)}</p>;
  }
  return null;
}

interface RoutingProps {
  readonly quotes: readonly VenueQuote[];
  /** Null when no way was found. */
  readonly route: Route | null;
}

function RoutingDetails({ quotes, route }: RoutingProps) {
  const legs = route?.legs ?? [];
  const [from, to] = [legs[0]?.fromToken ?? '', legs.at(-1)?.toToken ?? ''];
  return (
    <details>
      <summary>
        Quotes, and {legs.length === 0 ? 'no route' : `a route of ${legs.length} ${legs.length === 1 ? 'leg' : 'legs'}`}
      </summary>
      {legs.length > 0 && <RouteFlow legs={legs} fromToken={from} toToken={to} />}
      <VenueTable quotes={quotes} toToken={to} {...(route ? { best: route.amountOut } : {})} />
    </details>
  );
}

/** Fees by token. */
function inAll(fees: readonly Paid[]): string {
  const sums = new Map<string, number>();
  for (const { token, amount } of fees) sums.set(token, (sums.get(token) ?? 0) + Number(amount));
  return [...sums].map(([token, sum]) => `${formatAmount(String(sum))} ${token}`).join(' + ');
}
