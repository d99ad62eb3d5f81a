import { formatAmount } from '../../../src/common/amount.js';
import { canMove, isFinal } from '../../../src/orders/order-status.js';
import type { OrderStatus } from '../../../src/orders/order-status.js';
import type { SimClient } from './client.js';
import { withOrderNames } from './order-name.js';
import type { World } from './world.js';

/** What was promised and not kept, judged by the world's own account. */
export function verdictOf(world: World): string[] {
  const { store, clients, counts, feed, wrongs } = world;
  return [
    ...wrongs,
    ...[...feed.complaints, ...(clients.length > 0 && !counts.has('clocks jumped') ? feed.missing() : [])].map(
      (fault) => `the feed ${fault}`,
    ),
    ...[...store.orders.keys()].flatMap((id) => ofOrder(world, id)),
    ...clients.flatMap((client) => ofClient(world, client).map((fault) => `${client.name} (${client.habit}) ${fault}`)),
  ];
}

function ofOrder({ store, ledger }: World, id: string): string[] {
  const faults: string[] = [];
  const order = store.orders.get(id);
  const events = store.events.of(id);
  const landings = ledger.landings.filter(({ clientRef }) => clientRef.startsWith(`${id}:`));
  if (!order || !isFinal(order.status)) faults.push(`is still ${order?.status}`);
  if (events.some(({ seq }, n) => seq !== n + 1)) faults.push(`has events ${events.map(({ seq }) => seq).join()}`);
  if (order?.lastSeq !== events.length) faults.push(`says ${order?.lastSeq} events, has ${events.length}`);
  events.slice(1).forEach(({ status }, n) => {
    const before = events[n]?.status as OrderStatus;
    if (!canMove(before, status as OrderStatus)) faults.push(`went from ${before} to ${status}`);
  });
  for (const { seq, epoch, newestEpoch } of events)
    if (epoch !== newestEpoch) faults.push(`has event ${seq} of a run that had lost it to another`);
  const last = events.at(-1);
  if (last?.status === 'expired' && order && last.storedAt < order.expiresAt) faults.push('expired before its time');
  if (last?.status !== order?.status) faults.push(`is ${order?.status}, its last event says ${last?.status}`);
  if (landings.length > 1) faults.push(`landed ${landings.length} times`);
  const [landing] = landings;
  if (order?.status === 'confirmed') {
    if (!landing) faults.push('is confirmed and never landed');
    else if (landing.clientRef !== `${id}:${order.intent}`) faults.push('landed under another reference than its own');
    else if (last?.data['amountOut'] !== formatAmount(landing.amountOut, 6))
      faults.push('is confirmed with another amount');
  } else if (landing) faults.push(`landed and is ${order?.status} (${order?.failureCode})`);
  if (order?.failureCode === 'POISONED') faults.push('was given up as poison');
  return faults.map((fault) => `order ${withOrderNames(id)} ${fault}`);
}

function ofClient({ store }: World, { orderId, seen, complaints, waits, habit }: SimClient): string[] {
  const faults = [...complaints];
  if (waits) faults.push('waits for ever');
  const order = orderId === undefined ? undefined : store.orders.get(orderId);
  if (!order) return [...faults, 'has an order that nobody knows'];
  const events = store.events.of(order.id);
  if (habit === 'never comes') {
    if (order.status !== 'expired' && order.status !== 'cancelled')
      faults.push(`never came, and its order is ${order.status}`);
  } else if (seen.length !== events.length) faults.push(`saw ${seen.length} of ${events.length} events`);
  return faults;
}
