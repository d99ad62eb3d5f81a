import type { Candle } from '../../../client/index.js';
import { formatAmount } from '../../lib/format-amount.js';
import { formatPrice } from '../../lib/format-price.js';

const SHOWN = 60;
const when = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** The newest candles as a table, for whoever reads rather than sees. */
export function ChartTable({ items }: { readonly items: readonly Candle[] }) {
  return (
    <div class="scroll-box" tabIndex={0} role="region" aria-label="Candles">
      <table class="candles">
        <thead>
          <tr>
            <th scope="col">Chain time, UTC</th>
            {['Open', 'High', 'Low', 'Close', 'Volume'].map((name) => (
              <th key={name} scope="col" class="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items
            .slice(-SHOWN)
            .toReversed()
            .map((candle) => (
              <tr key={candle.time}>
                <th scope="row" class="num">
                  {when.format(new Date(candle.time))}
                </th>
                {[candle.open, candle.high, candle.low, candle.close].map((price, n) => (
                  <td key={n} class="right num">
                    {formatPrice(price)}
                  </td>
                ))}
                <td class="right num">{formatAmount(candle.volume)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
