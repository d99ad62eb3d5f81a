import { objectOf } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';
import type { SocketMessage } from './socket-message.js';
import { exampleOf } from './stage-examples.js';
import { dataSchemaOf } from './stage-schemas.js';

const STAGES = {
  pending: ['job:waiting', 'The order was staged'],
  retrying: ['job:retrying', 'An attempt failed; the order waits for the next'],
  routing: ['job:progress', 'Every venue was asked, and a route chosen'],
  building: ['job:progress', 'The transaction was built, with its least output'],
  submitted: ['job:progress', 'The transaction was sent'],
  confirmed: ['job:completed', 'The transaction has landed: the order is done'],
  failed: ['job:failed', 'The order has failed for good'],
  cancelled: ['job:failed', 'The order was cancelled'],
  expired: ['job:failed', 'Nobody connected in time'],
} as const;
type Stage = keyof typeof STAGES;

/** What is sent of orders, by stage, and of diagnostic jobs. `event` is the schema that REST has for an event. */
export function eventMessages(event: JsonSchema): Record<Stage | 'diagnostic', SocketMessage> {
  const of = (stage: Stage): SocketMessage => stageMessage(event, stage);
  return {
    pending: of('pending'),
    retrying: of('retrying'),
    routing: of('routing'),
    building: of('building'),
    submitted: of('submitted'),
    confirmed: of('confirmed'),
    failed: of('failed'),
    cancelled: of('cancelled'),
    expired: of('expired'),
    diagnostic: diagnosticMessage(event),
  };
}

function stageMessage(event: JsonSchema, stage: Stage): SocketMessage {
  const [name, title] = STAGES[stage];
  const status = stage === 'retrying' ? 'pending' : stage;
  const own = { event: { const: name }, status: { const: status }, data: dataSchemaOf(stage) };
  return { title, payload: { ...event, properties: fieldsOf(event, own) }, example: exampleOf(stage) };
}

function diagnosticMessage(event: JsonSchema): SocketMessage {
  const own = {
    orderId: { type: 'string', maxLength: 64, description: 'What the operator called it.' },
    diagnostic: { const: true },
    data: objectOf({ payload: { description: 'What the operator sent along.' } }, ['payload']),
  };
  const required = [...(event['required'] as string[]), 'diagnostic'];
  const example = { ...exampleOf('pending'), orderId: 'smoke-1', message: 'diagnostic job queued', data: {} };
  return {
    title: 'A diagnostic job, which trades nothing',
    payload: { ...event, properties: fieldsOf(event, own), required },
    example: { ...example, diagnostic: true },
  };
}

function fieldsOf(event: JsonSchema, own: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { ...(event['properties'] as JsonSchema), ...own };
}
