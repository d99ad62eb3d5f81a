import { asObject, ensure, type JsonObject } from '../json.js';
import type { RefusalCode } from '../venue.js';
import type { Expected } from './vector-case.js';

/** Error codes by which the programs' refusals are told apart. */
const REFUSALS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/0xbbd\b/i, 'OUT_OF_LIQUIDITY'],
  [/0x1\b/i, 'VAULT_SHORT'],
];

/** A decimal string or a whole number → bigint; `undefined` where the field is missing. */
export function amount(vector: JsonObject, ...names: readonly string[]): bigint | undefined {
  for (const name of names) {
    const value = vector[name];
    if (value === undefined) continue;
    const text = typeof value === 'number' ? String(value) : value;
    ensure(typeof text === 'string' && /^-?\d+$/.test(text), `${name} must be a whole number`);
    return BigInt(text);
  }
  return undefined;
}

/** @throws Error when none of the names is there. */
export function requiredAmount(vector: JsonObject, ...names: readonly string[]): bigint {
  const value = amount(vector, ...names);
  ensure(value !== undefined, `${names.join(' or ')} is missing`);
  return value;
}

/** What the vector expects: `amountOut`, or a refusal by null, `outOfLiquidity` or `error`. */
export function expectedOf(vector: JsonObject): Expected {
  if (vector['outOfLiquidity'] === true) return { amountOut: null, refusal: 'OUT_OF_LIQUIDITY' };
  const fee = amount(vector, 'feeAmount', 'fee');
  const sqrtPriceAfter = amount(vector, 'sqrtPriceX64After');
  if (vector['amountOut'] === null || (vector['amountOut'] === undefined && vector['error'] !== undefined)) {
    const refusal = refusalOf(vector['error']);
    return { amountOut: null, ...(refusal && { refusal }) };
  }
  return {
    amountOut: requiredAmount(vector, 'amountOut'),
    ...(fee !== undefined && { fee }),
    ...(sqrtPriceAfter !== undefined && { sqrtPriceAfter }),
  };
}

function refusalOf(error: unknown): RefusalCode | undefined {
  const text = typeof error === 'string' ? error : JSON.stringify(error ?? '');
  return REFUSALS.find(([pattern]) => pattern.test(text))?.[1];
}

/** The vectors of a file, or undefined when it is no vector file. */
export function vectorsOf(json: unknown): readonly JsonObject[] | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const list = Array.isArray(json) ? json : (json as JsonObject)['vectors'];
  return Array.isArray(list) ? list.map((vector) => asObject(vector, 'a vector')) : undefined;
}
