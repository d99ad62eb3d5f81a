import { objectOf } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';

/** A message of the socket: what it says, its schema and an example. */
export interface SocketMessage {
  readonly title: string;
  readonly payload: JsonSchema;
  readonly example: object;
}

const ID: JsonSchema = {
  oneOf: [{ type: 'string', maxLength: 64 }, { type: 'number' }],
  description: 'Yours, to know the answer by; given back as it came.',
};

/** A command of a client, or the answer to one. */
export function framed(
  event: string,
  {
    title,
    data,
    example,
    optional = ['id'],
  }: { title: string; data: JsonSchema; example: object; optional?: string[] },
): SocketMessage {
  return {
    title,
    payload: objectOf({ id: ID, event: { const: event }, data }, optional),
    example: { id: 1, event, data: example },
  };
}
