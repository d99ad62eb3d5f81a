import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError, toProblem } from './domain-error.js';

/** Errors of the HTTP layer, by what Express and its parsers call them. */
interface HttpFault {
  readonly status?: number;
  readonly message?: string;
}

/** Every error leaves as RFC 9457 problem details, without a trace of our insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const fault = this.known(error, request);
    if (response.headersSent) {
      response.end();
      return;
    }
    const { retryAfterSeconds } = fault;
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
    const problem = toProblem(fault, request.originalUrl.split('?')[0]);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private known(error: unknown, request: Request): DomainError {
    if (error instanceof DomainError) return error;
    const { status, message } = (error ?? {}) as HttpFault;
    if (error instanceof HttpException && error.getStatus() === 404) {
      return new DomainError('NOT_FOUND', `there is no ${request.method} ${request.path}; see /docs`);
    }
    if (error instanceof URIError || (status !== undefined && status >= 400 && status < 500)) {
      return new DomainError('VALIDATION_FAILED', message ?? 'the request cannot be read');
    }
    this.log.error(error instanceof Error ? error.stack : String(error), `${request.method} ${request.path}`);
    return new DomainError('INTERNAL', 'this is our fault, not yours; the log has the details');
  }
}
