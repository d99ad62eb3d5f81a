/** Reads pool states from JSON; every function throws an Error that names the field. */

export type JsonObject = Readonly<Record<string, unknown>>;

const UNSIGNED = /^\d{1,80}$/;
const SIGNED = /^-?\d{1,80}$/;

/** @throws Error when `json` is no object. */
export function asObject(json: unknown, what: string): JsonObject {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error(`${what} must be an object`);
  return json as JsonObject;
}

export function objectField(object: JsonObject, key: string): JsonObject {
  return asObject(object[key], key);
}

export function arrayField(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  if (!Array.isArray(value)) throw new Error(`${key} must be a list`);
  return value;
}

/** A decimal string without sign → bigint. */
export function unsignedField(object: JsonObject, key: string): bigint {
  const value = object[key];
  if (typeof value !== 'string' || !UNSIGNED.test(value)) throw new Error(`${key} must be a decimal string`);
  return BigInt(value);
}

/** A decimal string with or without sign → bigint. */
export function signedField(object: JsonObject, key: string): bigint {
  const value = object[key];
  if (typeof value !== 'string' || !SIGNED.test(value)) throw new Error(`${key} must be a decimal string`);
  return BigInt(value);
}

export function integerField(object: JsonObject, key: string): number {
  const value = object[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Error(`${key} must be an integer`);
  return value;
}

export function booleanField(object: JsonObject, key: string): boolean {
  const value = object[key];
  if (typeof value !== 'boolean') throw new Error(`${key} must be true or false`);
  return value;
}

/** @throws Error unless `condition` holds. */
export function ensure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
