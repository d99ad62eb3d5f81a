import { useConsole } from '../use-console.js';
import { SHORTCUTS } from './shortcuts.js';

/** The keys, and where the chart comes from. */
export function HelpDialog() {
  const { shortcuts } = useConsole();
  return (
    <dialog id="help" class="help" aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {SHORTCUTS.map(({ key, words }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>↑</kbd> <kbd>↓</kbd>
          </dt>
          <dd>from order to order in the blotter</dd>
        </div>
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>in the ticket: place the order</dd>
        </div>
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={shortcuts.value === 'on'}
          onChange={(change) => (shortcuts.value = change.currentTarget.checked ? 'on' : 'off')}
        />
        Single-letter keys work
      </label>
      <p class="muted small">
        Chart: TradingView Lightweight Charts™, Copyright © TradingView, Inc.{' '}
        <a href="https://www.tradingview.com/" rel="noreferrer" target="_blank">
          www.tradingview.com
        </a>
      </p>
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
