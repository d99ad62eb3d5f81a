import { orderLife } from '../../lib/order-life.js';
import type { OrderWatch } from '../../state/order-watch.js';
import { Amount } from '../amount.js';
import { CancelButton } from './cancel-button.js';
import { CopyButton } from './copy-button.js';
import { Outcome } from './outcome.js';
import { StageRail } from './stage-rail.js';
import { Timeline } from './timeline.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What was ordered, how it ended, where its time went, and every event. */
export function OrderView({ watch }: { readonly watch: OrderWatch }) {
  const events = watch.events.value;
  const { data, orderId } = events[0]!;
  const life = orderLife(events);
  return (
    <div class="order" data-order={orderId}>
      <div class="order-title">
        <p class="order-what">
          Sell <Amount value={text(data['amount'])} token={text(data['fromToken'])} style="exact" />{' '}
          <span aria-hidden="true">→</span>
          <span class="unseen">for</span> {text(data['toToken'])}
        </p>
        <CancelButton watch={watch} />
      </div>
      <p class="order-id hint">
        <code>{orderId}</code>
        <CopyButton text={orderId} label="Copy the order id" />
      </p>
      <Outcome events={events} />
      <StageRail life={life} />
      <Timeline steps={life.steps} outages={watch.outages.value} isOver={watch.isOver.value} />
    </div>
  );
}
