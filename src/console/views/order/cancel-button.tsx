import { useState } from 'preact/hooks';
import type { OrderWatch } from '../../state/order-watch.js';
import { useConsole } from '../use-console.js';

/** Cancels the order as long as nothing has been sent to the chain. */
export function CancelButton({ watch }: { readonly watch: OrderWatch }) {
  const { desk } = useConsole();
  const [answer, setAnswer] = useState<string | null>(null);
  const orderId = watch.events.value[0]?.orderId;
  const status = watch.status.value;
  if (watch.isOver.value || orderId === undefined) return null;
  return (
    <span class="cancel">
      <button
        type="button"
        class="button small danger"
        disabled={status === 'submitted'}
        title={status === 'submitted' ? 'It has been sent to the chain' : undefined}
        onClick={() => void desk.cancel(orderId).then(setAnswer)}
      >
        Cancel order
      </button>
      {answer && <span role="alert">{answer}</span>}
    </span>
  );
}
