import type { NextFunction, Request, Response } from 'express';
import { DomainError } from './domain-error.js';
import { parseJson } from './json.js';

/** Limit of a request body, bytes. */
export const BODY_LIMIT = 16 * 1024;

/** Turns the text of a JSON body into its value, without rounding long numbers; refuses other kinds of body. */
export function jsonBody(request: Request, _response: Response, next: NextFunction): void {
  const { headers } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody) {
    request.body = undefined;
    next();
    return;
  }
  if (!request.is('application/json')) {
    const type = headers['content-type'] ?? 'none';
    next(new DomainError('UNSUPPORTED_MEDIA_TYPE', `the content type is ${type.slice(0, 60)}; send application/json`));
    return;
  }
  try {
    request.body = parseJson(typeof request.body === 'string' ? request.body : '');
    next();
  } catch (error) {
    next(new DomainError('MALFORMED_JSON', `the body is not JSON: ${(error as Error).message.slice(0, 120)}`));
  }
}

/** What the body parser complains of, in our words, before the framework can blur it. */
export function bodyFault(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  if (type === 'entity.too.large') {
    next(new DomainError('PAYLOAD_TOO_LARGE', `a body may have at most ${BODY_LIMIT} bytes`));
  } else if (status === 415) {
    next(new DomainError('UNSUPPORTED_MEDIA_TYPE', 'send the body as application/json in UTF-8, not compressed'));
  } else {
    next(error);
  }
}
