import { v7, validate } from 'uuid';

/** New ids by injection. */
export abstract class IdSource {
  /** A UUIDv7: sorts by the time it was made. */
  abstract next(): string;
}

export class SystemIds extends IdSource {
  next(): string {
    return v7();
  }
}

/** Whether a string has the form of a UUID. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}
