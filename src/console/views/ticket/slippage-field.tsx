import { formatBps } from '../../lib/format-bps.js';
import { useConsole } from '../use-console.js';

const USUAL = ['10', '50', '100'];

/** How far below the quote the output may fall. */
export function SlippageField() {
  const { ticket } = useConsole();
  const { slippage, slippageFault } = ticket;
  const fault = slippageFault.value;
  return (
    <div class="field">
      <div class="label-row">
        <label class="label" for="slippage">
          Slippage
        </label>
        <span class="fault" id="slippage-fault" aria-live="polite">
          {fault}
        </span>
      </div>
      <div class="slippage-row">
        {USUAL.map((bps) => (
          <button
            key={bps}
            type="button"
            class="chip num"
            aria-pressed={slippage.value === bps}
            onClick={() => (slippage.value = bps)}
          >
            {formatBps(Number(bps))}
          </button>
        ))}
        <div class="input-unit">
          <input
            id="slippage"
            class="num"
            inputMode="numeric"
            autoComplete="off"
            value={slippage.value}
            aria-invalid={fault !== null}
            aria-describedby="slippage-fault"
            onInput={(input) => (slippage.value = input.currentTarget.value)}
          />
          <span class="unit">bps</span>
        </div>
      </div>
    </div>
  );
}
