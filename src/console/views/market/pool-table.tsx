import { formatAmount } from '../../lib/format-amount.js';
import { formatBps } from '../../lib/format-bps.js';
import { formatPrice } from '../../lib/format-price.js';
import type { PoolDepth } from '../../lib/pair-depth.js';

const LEVEL = 1;

interface PoolTableProps {
  readonly depths: readonly PoolDepth[];
  readonly base: string;
}

/** Each pool with its fee, its price, and how much it takes for a small price impact. */
export function PoolTable({ depths, base }: PoolTableProps) {
  const most = Math.max(...depths.map(({ levels }) => levels[LEVEL]?.sellBase ?? 0), 1e-9);
  const bps = depths[0]?.levels[LEVEL]?.bps ?? 0;
  return (
    <table class="pools">
      <thead>
        <tr>
          <th scope="col">Pool</th>
          <th scope="col" class="right">
            Fee
          </th>
          <th scope="col" class="right">
            Price
          </th>
          <th scope="col" class="right">
            {base} for {formatBps(bps)}
          </th>
        </tr>
      </thead>
      <tbody>
        {depths.map(({ pool, price, levels }) => {
          const takes = levels[LEVEL]?.sellBase ?? 0;
          return (
            <tr key={pool.pool}>
              <th scope="row" title={pool.pool}>
                {pool.venueName}
              </th>
              <td class="right num muted">{formatBps(pool.feeBps)}</td>
              <td class="right num">{formatPrice(price)}</td>
              <td class="right num bar-cell">
                <span class="bar" style={{ width: `${(takes / most) * 100}%` }} aria-hidden="true" />
                <span class="bar-text">{formatAmount(String(takes), 'compact')}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
