import type { Candle } from '../../../client/index.js';
import { formatAmount } from '../../lib/format-amount.js';
import { formatPrice } from '../../lib/format-price.js';

/** The figures of one candle: the one under the pointer, or the newest. */
export function ChartLegend({ candle }: { readonly candle: Candle }) {
  const isDown = Number(candle.close) < Number(candle.open);
  const figures = [
    ['O', candle.open],
    ['H', candle.high],
    ['L', candle.low],
    ['C', candle.close],
  ] as const;
  return (
    <p class={`legend num ${isDown ? 'down' : 'up'}`} aria-hidden="true">
      {figures.map(([name, price]) => (
        <span key={name}>
          <span class="muted">{name}</span> {formatPrice(price)}
        </span>
      ))}
      <span>
        <span class="muted">V</span> {formatAmount(candle.volume, 'compact')}
      </span>
    </p>
  );
}
