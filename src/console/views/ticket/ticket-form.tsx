import { randomId } from '../../lib/random-id.js';
import { useConsole } from '../use-console.js';
import { AmountField } from './amount-field.js';
import { ModeField } from './mode-field.js';
import { PlaceButton } from './place-button.js';
import { SlippageField } from './slippage-field.js';
import { TokenSelect } from './token-select.js';

/** Pair, amount, slippage, and the button. Enter in any field places the order. */
export function TicketForm() {
  const state = useConsole();
  const { ticket, desk, quote } = state;

  const place = async (): Promise<void> => {
    const slippageBps = ticket.slippageBps.value;
    if (desk.sending.value || slippageBps === null || ticket.amountFault.value !== null) {
      document.querySelector<HTMLElement>('#ticket [aria-invalid="true"]')?.focus();
      return;
    }
    const shown = quote.quote.value;
    const byQuote = ticket.mode.value === 'quote';
    if (byQuote && (!shown || !quote.isCurrent.value)) return;
    await desk.place({
      fromToken: ticket.fromToken.value,
      toToken: ticket.toToken.value,
      amount: ticket.amount.value.trim(),
      slippageBps,
      ...(byQuote && shown ? { quoteId: shown.quoteId } : {}),
      clientOrderId: `console-${randomId()}`,
    });
  };

  return (
    <form
      class="ticket-form"
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault();
        void place();
      }}
    >
      <div class="pair-fields">
        <TokenSelect side="from" label="Sell" />
        <button
          type="button"
          class="icon-button swap"
          aria-label="Swap: sell and buy change places"
          onClick={() => ticket.swap()}
        >
          <span aria-hidden="true">⇄</span>
        </button>
        <TokenSelect side="to" label="Buy" />
      </div>
      <AmountField />
      <SlippageField />
      <ModeField />
      <PlaceButton />
    </form>
  );
}
