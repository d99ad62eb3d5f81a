import type { OrderEvent } from '../../../client/index.js';
import { formatBps } from '../../lib/format-bps.js';
import { groupDigits } from '../../lib/group-digits.js';
import { formatPrice } from '../../lib/format-price.js';
import { Amount } from '../amount.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** How an order ended, in figures or with its reason; before that, what it can count on. */
export function Outcome({ events }: { readonly events: readonly OrderEvent[] }) {
  const last = events.at(-1)!;
  if (last.event === 'job:failed') {
    return (
      <div class="outcome is-failed" data-outcome={last.status}>
        <p class="outcome-title">{text(last.data['code']) || last.status}</p>
        <p>{groupDigits(text(last.data['reason']) || last.message)}</p>
      </div>
    );
  }
  const built = events.findLast(({ status }) => status === 'building');
  const routed = events.findLast(({ status }) => status === 'routing');
  const done = last.status === 'confirmed' ? last : null;
  const route = routed?.data['route'] as { amountOut?: string; price?: string } | null | undefined;
  const toToken = text(events[0]?.data['toToken']);
  const below = done?.data['slippageBps'];
  return (
    <dl class="figures three outcome" data-outcome={last.status}>
      <div class="figure-main">
        <dt>{done ? 'Received' : 'Expected'}</dt>
        <dd>
          <Amount value={done ? text(done.data['amountOut']) : route?.amountOut} token={toToken} style="exact" />
        </dd>
      </div>
      <div>
        <dt>{done ? 'Price' : 'Quoted price'}</dt>
        <dd class="num">
          {done ? formatPrice(text(done.data['executedPrice'])) : route?.price ? formatPrice(route.price) : '–'}
        </dd>
      </div>
      <div>
        <dt>Least output</dt>
        <dd>
          <Amount value={built ? text(built.data['minAmountOut']) : null} />
        </dd>
      </div>
      <div>
        <dt>vs quote</dt>
        <dd class="num">
          {typeof below === 'number'
            ? below === 0
              ? 'as quoted'
              : `${below < 0 ? '+' : ''}${formatBps(-below)}`
            : '–'}
        </dd>
      </div>
    </dl>
  );
}
