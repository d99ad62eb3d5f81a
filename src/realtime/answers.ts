import { DomainError, toProblem } from '../common/domain-error.js';

/** What a client may number its frames with. */
export type FrameId = string | number;

/** The answer to a frame that was carried out. */
export function ack(id: FrameId | undefined, data: object): string {
  return JSON.stringify({ id, event: 'ack', data });
}

/** The answer to a frame that was not. */
export function refusal(id: FrameId | undefined, error: DomainError): string {
  return JSON.stringify({ id, event: 'error', data: toProblem(error) });
}

/** The same words for a fault that nobody expected. */
export function unexpected(): DomainError {
  return new DomainError('INTERNAL', 'something went wrong on our side; it was logged');
}
