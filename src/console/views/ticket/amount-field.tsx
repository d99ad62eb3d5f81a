import { Amount } from '../amount.js';
import { useConsole } from '../use-console.js';

/** How much to sell, with what there is of it. */
export function AmountField() {
  const { ticket, market } = useConsole();
  const token = ticket.fromToken.value;
  const held = market.balances.value?.get(token);
  const fault = ticket.amountFault.value;
  const lacks = fault === null && held !== undefined && Number(ticket.amount.value) > Number(held);
  return (
    <div class="field">
      <div class="label-row">
        <label class="label" for="amount">
          Amount
        </label>
        <span class="fault" id="amount-fault" aria-live="polite">
          {fault}
        </span>
        <span class={fault === null ? 'hint' : 'unseen'}>
          {lacks && <span class="fault is-warning">more than your </span>}
          wallet <Amount value={held} token={token} />{' '}
          <button
            type="button"
            class="plain-button"
            disabled={held === undefined}
            aria-label={`Sell all ${token} of the wallet`}
            onClick={() => (ticket.amount.value = held ?? '')}
          >
            All
          </button>
        </span>
      </div>
      <div class="input-unit">
        <input
          id="amount"
          class="num"
          inputMode="decimal"
          autoComplete="off"
          spellcheck={false}
          value={ticket.amount.value}
          aria-invalid={fault !== null}
          aria-describedby="amount-fault"
          onInput={(input) => (ticket.amount.value = input.currentTarget.value)}
        />
        <span class="unit">{token}</span>
      </div>
    </div>
  );
}
