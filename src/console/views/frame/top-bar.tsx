import { formatPrice } from '../../lib/format-price.js';
import { useConsole } from '../use-console.js';
import { ConnectionPill } from './connection-pill.js';
import { ThemeSwitch } from './theme-switch.js';

/** Name, last price, connection, and the page's own settings. */
export function TopBar() {
  const { candles, pair } = useConsole();
  const items = candles.items.value;
  const last = items?.at(-1);
  const first = items?.[0];
  const change = last && first ? (Number(last.close) / Number(first.open) - 1) * 100 : 0;
  return (
    <header class="top-bar">
      <a class="brand" href="/" aria-label="Order Execution Engine, home">
        <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
          <rect width="32" height="32" rx="7" />
          <path d="M7 16h5c4 0 4-7 8-7h5M12 16c4 0 4 7 8 7h5" />
        </svg>
        <span class="brand-name">Order Execution Engine</span>
      </a>
      <p class="ticker" aria-label="Last price">
        <strong>{pair.value ?? ''}</strong>
        {last && (
          <>
            <span class="num ticker-price">{formatPrice(last.close)}</span>
            <span
              class={`num ticker-change ${change < 0 ? 'down' : 'up'}`}
              title="Since the oldest candle that is shown"
            >
              {change < 0 ? '−' : '+'}
              {Math.abs(change).toFixed(2)} %
            </span>
          </>
        )}
      </p>
      <div class="top-tools">
        <ConnectionPill />
        <ThemeSwitch />
        <button
          type="button"
          class="icon-button"
          aria-label="Keys and help"
          aria-haspopup="dialog"
          onClick={() => (document.getElementById('help') as HTMLDialogElement).showModal()}
        >
          ?
        </button>
      </div>
    </header>
  );
}
