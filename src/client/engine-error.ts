import type { Problem } from './types.js';

/**
 * A refusal of the engine, or that it could not be reached.
 * `code` is stable: one of the API's, `UNREACHABLE` when there was no answer, or `PROTOCOL` for an answer that is none.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly code: string,
    message: string,
    /** HTTP status or close code, where there was one. */
    readonly status?: number,
    /** The problem details as sent, with `errors` by field. */
    readonly problem?: Problem,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
