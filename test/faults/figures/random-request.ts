import type { Dice } from './dice.js';
import { randomOrder } from './random-order.js';
import { randomText, randomValue } from './random-value.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
}

/** What is used of an OpenAPI document. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>>;
}

/** A request, and the operation of the document that it is meant for. */
export interface RandomRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

const BODIES = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '17',
  '{"a":1,"a":2}',
  '\ufeff{}',
  `{"fromToken":"${'x'.repeat(20_000)}"}`,
];

/** A request to an operation by lot, with parameters and a body that are right in parts. */
export function randomRequest(dice: Dice, { paths }: OpenApi, knownOrder: string): RandomRequest {
  const [template, methods] = dice.pick(Object.entries(paths));
  const [method, { parameters = [] }] = dice.pick(Object.entries(methods));
  const text = (): string => (dice.next() < 0.2 ? knownOrder : randomText(dice)).toWellFormed();
  const path = template.replace(/\{[^}]+\}/g, () => encodeURIComponent(text()) || '%20');
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && dice.next() < 0.6)
    .map(({ name }) => `${name}=${encodeURIComponent(text())}`);
  if (dice.next() < 0.1) query.push(`${encodeURIComponent(text())}=${encodeURIComponent(text())}`);
  const headers: Record<string, string> = {};
  if (dice.next() < 0.2) headers['idempotency-key'] = encodeURIComponent(text());
  const hasBody = method !== 'get' && method !== 'head' && dice.next() < 0.95;
  if (hasBody) headers['content-type'] = dice.next() < 0.9 ? 'application/json' : 'text/plain';
  const value = template.includes('enqueue') && dice.next() < 0.5 ? { orderId: 'fuzz', payload: 1 } : randomOrder(dice);
  const body = dice.next() < 0.15 ? dice.pick(BODIES) : JSON.stringify(dice.next() < 0.1 ? randomValue(dice) : value);
  return {
    operation: `${method} ${template}`,
    method: method.toUpperCase(),
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers,
    ...(hasBody ? { body } : {}),
  };
}
