import type { PreparedTransaction } from '../../../src/chain/chain.js';
import { withOrderNames } from './order-name.js';
import type { World } from './world.js';

/** A transaction reaches the chain: taken, and judged by what may be sent at all. */
export function receive({ store, ledger, wrongs, count }: World, transaction: PreparedTransaction): void {
  const { clientRef, signature } = transaction;
  const [orderId = ''] = clientRef.split(':');
  const stored = store.events.of(orderId).some(({ data }) => data['signature'] === signature);
  if (!stored) wrongs.push(withOrderNames(`order ${orderId} sent ${signature} before it was stored`));
  const first = ledger.firstSignature(clientRef, signature);
  if (first !== signature) wrongs.push(withOrderNames(`order ${orderId} sent ${signature} after ${first}`));
  if (!ledger.take(transaction)) count('sent again');
}
