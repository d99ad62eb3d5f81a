import { Panel } from '../panel.js';
import { QuoteView } from './quote-view.js';
import { TicketForm } from './ticket-form.js';

/** Where orders are placed: what to sell on top, what it would bring below. */
export function TicketPanel() {
  return (
    <Panel id="ticket" title="Order ticket">
      <div class="panel-body">
        <TicketForm />
        <QuoteView />
      </div>
    </Panel>
  );
}
