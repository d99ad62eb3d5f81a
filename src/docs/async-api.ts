import type { OpenAPIObject } from '@nestjs/swagger';
import { CLOSE } from '../realtime/close-codes.js';
import { CLOSE_WORDS } from './close-words.js';
import { objectOf, toJsonSchema } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';
import { ANSWER_MESSAGES } from './answer-messages.js';
import { COMMAND_MESSAGES } from './command-messages.js';
import { eventMessages } from './event-messages.js';
import type { SocketMessage } from './socket-message.js';

const closeRows = (Object.keys(CLOSE) as (keyof typeof CLOSE)[]).map((name) => {
  const [meaning, client] = CLOSE_WORDS[name];
  return { code: CLOSE[name], meaning, client };
});

const DESCRIPTION = `
Native WebSocket (RFC 6455), JSON text frames, at \`/ws\`. The query says what a connection is for: see the channels.

Every event has a \`seq\` that counts from 1 per order without gaps, and is sent once on a connection. Whoever lost the
connection connects again with \`lastSeq\`, the \`seq\` of the last event it has: nothing is missing and nothing is
doubled. The feed has no position: follow your own orders on it with \`subscribe\`.

The server pings; a peer that misses two pings is dropped. It closes with a code and a reason in words:

| code | meaning | what to do |
|---|---|---|
${closeRows.map(({ code, meaning, client }) => `| ${code} | ${meaning} | ${client} |`).join('\n')}

1006, which no server sends: the connection was lost. Connect again with \`lastSeq\`.
`.trim();

const LAST_SEQ: JsonSchema = { type: 'integer', minimum: 0, description: 'Only what follows this event.' };

/** The AsyncAPI 3 document of the socket. Schemas that REST has too are those of its document. */
export function asyncApiOf(openApi: OpenAPIObject, { host, protocol }: Pick<URL, 'host' | 'protocol'>): object {
  const schemas = Object.fromEntries(
    Object.entries(openApi.components?.schemas ?? {}).map(([name, schema]) => [name, toJsonSchema(schema)]),
  );
  const { PlaceOrderDto: placeOrder = {}, OrderEvent: event = {}, Problem: problem = {} } = schemas;
  const events = eventMessages(event);
  const messages: Record<string, SocketMessage> = { ...events, ...COMMAND_MESSAGES, ...ANSWER_MESSAGES };
  const stages = Object.keys(events).filter((name) => name !== 'diagnostic');
  const order = {
    orderId: { type: 'string', format: 'uuid', description: 'The order to follow.' },
    lastSeq: LAST_SEQ,
    watch: { enum: ['0', '1'], description: '1: looks, and never starts the order.' },
  };
  const used = { ...schemas, PlaceOrder: placeOrder, Problem: { ...problem, additionalProperties: true } };
  return {
    asyncapi: '3.0.0',
    id: 'urn:order-engine:socket',
    info: { title: `${openApi.info.title}: WebSocket`, version: openApi.info.version, description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: { engine: { host, protocol: protocol.replace(':', ''), description: 'This server' } },
    channels: {
      order: channel(
        'One order: its history, then live events, then the end. The first such connection starts it.',
        objectOf(order, ['lastSeq', 'watch']),
        stages,
      ),
      place: channel(
        'Places an order, starts it and follows it. The same query with `clientOrderId` resumes the same order.',
        objectOf({ ...(placeOrder['properties'] as Record<string, JsonSchema>), lastSeq: LAST_SEQ }, [
          ...Object.keys(placeOrder['properties'] as object),
          'lastSeq',
        ]),
        [...stages, 'error'],
      ),
      feed: channel(
        'No query: the events of all orders from now on. Takes messages, and answers each.',
        objectOf({}),
        Object.keys(messages),
      ),
    },
    operations: {
      ...sending('order', stages, 'The events of an order'),
      ...sending('place', [...stages, 'error'], 'The events of the order that was placed, or why it was refused'),
      ...sending('feed', Object.keys(events), 'The events of all orders'),
      ...Object.fromEntries(
        Object.entries(COMMAND_MESSAGES).map(([name, { title }]) => [name, receiving(name, title)]),
      ),
    },
    components: {
      schemas: reachable(used, messages, placeOrder),
      messages: Object.fromEntries(Object.entries(messages).map(([name, message]) => [name, written(name, message)])),
    },
    'x-close-codes': closeRows,
  };
}

function channel(description: string, query: JsonSchema, names: readonly string[]): object {
  return {
    address: '/ws',
    description,
    servers: [{ $ref: '#/servers/engine' }],
    messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
    bindings: { ws: { method: 'GET', query, bindingVersion: '0.1.0' } },
  };
}

const messagesOf = (name: string, names: readonly string[]): object[] =>
  names.map((message) => ({ $ref: `#/channels/${name}/messages/${message}` }));

function sending(name: string, names: readonly string[], summary: string): object {
  const operation = { action: 'send', channel: { $ref: `#/channels/${name}` }, summary };
  return { [`${name}Events`]: { ...operation, messages: messagesOf(name, names) } };
}

function receiving(name: string, summary: string): object {
  const channelRef = { $ref: '#/channels/feed' };
  const reply = { channel: channelRef, messages: messagesOf('feed', [`${name}Ack`, 'error']) };
  return { action: 'receive', channel: channelRef, summary, messages: messagesOf('feed', [name]), reply };
}

function written(name: string, { title, payload, example }: SocketMessage): object {
  return {
    name,
    title,
    contentType: 'application/json',
    payload,
    examples: [{ name, summary: title, payload: example }],
  };
}

/** The schemas that something refers to. */
function reachable(schemas: Record<string, JsonSchema>, ...roots: readonly object[]): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  const visit = (part: object): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const schema = schemas[name];
      if (found[name] || !schema) continue;
      found[name] = schema;
      visit(schema);
    }
  };
  roots.forEach(visit);
  return found;
}
