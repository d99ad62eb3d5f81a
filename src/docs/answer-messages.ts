import { DomainError, toProblem } from '../common/domain-error.js';
import { ORDER_DETAIL_EXAMPLE, ORDER_NOT_FOUND } from '../orders/order.examples.js';
import type { COMMAND_MESSAGES } from './command-messages.js';
import { objectOf, refTo } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';
import { framed } from './socket-message.js';
import type { SocketMessage } from './socket-message.js';

const { orderId, jobId } = ORDER_DETAIL_EXAMPLE;
const uuid = { type: 'string', format: 'uuid' };
const status = refTo('OrderStatus');
const created = { type: 'boolean', description: 'False: your id already stood for this order.' };

const ack = (title: string, data: JsonSchema, example: object): SocketMessage =>
  framed('ack', { title, data, example });

/** What the server answers to each command. */
export const ANSWER_MESSAGES: Readonly<Record<`${keyof typeof COMMAND_MESSAGES}Ack` | 'error', SocketMessage>> = {
  executeAck: ack(
    'The order is placed and started; its events follow',
    objectOf({ orderId: uuid, jobId: uuid, status, created }),
    { orderId, jobId, status: 'pending', created: true },
  ),
  subscribeAck: ack(
    'The order is followed; its events after `lastSeq` follow',
    objectOf({ orderId: uuid, status, lastSeq: { type: 'integer', minimum: 0 } }),
    { orderId, status: 'submitted', lastSeq: 4 },
  ),
  unsubscribeAck: ack('No more of it will come', objectOf({ orderId: uuid }, ['orderId']), { orderId }),
  cancelAck: ack('The order is cancelled', objectOf({ orderId: uuid, status }), { orderId, status: 'cancelled' }),
  error: framed('error', {
    title: 'What you sent was refused, and why',
    data: refTo('Problem'),
    example: toProblem(new DomainError(ORDER_NOT_FOUND.code, ORDER_NOT_FOUND.detail)),
  }),
};
