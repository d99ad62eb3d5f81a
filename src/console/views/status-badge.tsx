import type { OrderStatus } from '../../client/index.js';

/** A status in words and colour; the words alone would do. */
export function StatusBadge({ status }: { readonly status: OrderStatus }) {
  return <span class={`badge is-${status}`}>{status}</span>;
}
