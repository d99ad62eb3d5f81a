import { ORDER_DETAIL_EXAMPLE } from '../orders/order.examples.js';
import { objectOf, refTo } from './json-schema.js';
import { framed } from './socket-message.js';

const { orderId } = ORDER_DETAIL_EXAMPLE;
const uuid = { type: 'string', format: 'uuid' };

/** What a client may send on the feed. */
export const COMMAND_MESSAGES = {
  execute: framed('execute', {
    title: 'Place an order, start it and follow it',
    data: refTo('PlaceOrder'),
    example: { fromToken: 'SOL', toToken: 'USDC', amount: '1.5', clientOrderId: 'my-order-1' },
  }),
  subscribe: framed('subscribe', {
    title: 'Follow an order, and start it unless `watch`',
    data: objectOf({ orderId: uuid, lastSeq: { type: 'integer', minimum: 0 }, watch: { type: 'boolean' } }, [
      'lastSeq',
      'watch',
    ]),
    example: { orderId, lastSeq: 2 },
  }),
  unsubscribe: framed('unsubscribe', {
    title: 'No longer follow an order; without `orderId`, end the feed itself',
    data: objectOf({ orderId: uuid }, ['orderId']),
    example: { orderId },
    optional: ['id', 'data'],
  }),
  cancel: framed('cancel', {
    title: 'Cancel an order that has not been submitted',
    data: objectOf({ orderId: uuid }),
    example: { orderId },
  }),
} as const;
