import { useConsole } from '../use-console.js';

/** Whether the order is routed anew when it runs, or takes the legs that are shown. */
export function ModeField() {
  const { mode } = useConsole().ticket;
  return (
    <fieldset class="field modes">
      <legend class="label">Execute</legend>
      <div class="segments">
        <label class="segment">
          <input type="radio" name="mode" checked={mode.value === 'market'} onChange={() => (mode.value = 'market')} />
          <span>Best route then</span>
        </label>
        <label class="segment">
          <input type="radio" name="mode" checked={mode.value === 'quote'} onChange={() => (mode.value = 'quote')} />
          <span>Exactly this quote</span>
        </label>
      </div>
    </fieldset>
  );
}
