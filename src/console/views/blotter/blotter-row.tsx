import type { Order } from '../../../client/index.js';
import { formatAmount } from '../../lib/format-amount.js';
import { formatBps } from '../../lib/format-bps.js';
import { formatPrice } from '../../lib/format-price.js';
import { dateAndTime, timeOfDay } from '../../lib/format-time.js';
import { memo } from '../memo.js';
import { Amount } from '../amount.js';
import { StatusBadge } from '../status-badge.js';

interface BlotterRowProps {
  readonly order: Order;
  readonly isSelected: boolean;
  /** Whether the Tab key stops here: it does at one row of the list. */
  readonly isReachable: boolean;
  readonly onSelect: () => void;
}

/** One order of the list; a click anywhere, or Enter on its pair, shows its life. */
export const BlotterRow = memo(
  ({ order, isSelected, isReachable, onSelect }: BlotterRowProps) => (
    <tr class={isSelected ? 'is-selected' : ''} onClick={onSelect} data-id={order.orderId}>
      <td class="num muted" title={dateAndTime(order.createdAt)}>
        {timeOfDay(order.createdAt).slice(0, 5)}
        <span class="seconds">{timeOfDay(order.createdAt).slice(5)}</span>
      </td>
      <th scope="row">
        <button type="button" class="row-button" data-row tabIndex={isReachable ? 0 : -1} aria-current={isSelected}>
          {order.fromToken}
          <span class="arrow" aria-hidden="true">
            {' → '}
          </span>
          {order.toToken}
          <span class="unseen">
            , {formatAmount(order.amount)}, {order.status}
          </span>
        </button>
      </th>
      <td class="right">
        <Amount value={order.amount} style="list" />
      </td>
      <td class="right">
        <Amount value={order.amountOut} style="list" />
      </td>
      <td class="right wide num">
        {order.executedPrice ? formatPrice(order.executedPrice) : <span class="muted">–</span>}
      </td>
      <td class="right wide num muted">{formatBps(order.slippageBps)}</td>
      <td class="right wide num muted">{order.attempts}</td>
      <td title={order.failureReason ?? undefined}>
        <StatusBadge status={order.status} />
      </td>
    </tr>
  ),
  (before, after) =>
    before.order === after.order && before.isSelected === after.isSelected && before.isReachable === after.isReachable,
);
