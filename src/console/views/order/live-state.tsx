import type { OrderWatch } from '../../state/order-watch.js';

/** Whether the order is being followed at this moment. */
export function LiveState({ watch }: { readonly watch: OrderWatch }) {
  if (watch.isOver.value) return <span class="hint">complete</span>;
  const { state } = watch.connection.value;
  const words = { connecting: 'connecting', open: 'live', reconnecting: 'reconnecting', closed: 'not followed' }[state];
  return (
    <span class={`pill is-${state}`}>
      <span class="dot" aria-hidden="true" />
      {words}
    </span>
  );
}
