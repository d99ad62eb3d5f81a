import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERROR_CODES, toProblem } from '../common/domain-error.js';
import type { DomainError } from '../common/domain-error.js';

/** Answers an upgrade with a problem instead, and ends the connection. */
export function refuseUpgrade(socket: Duplex, error: DomainError): void {
  const { status } = ERROR_CODES[error.code];
  const body = JSON.stringify(toProblem(error));
  const { retryAfterSeconds } = error;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
