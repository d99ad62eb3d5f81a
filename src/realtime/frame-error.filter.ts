import { Catch, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { DomainError } from '../common/domain-error.js';
import { refusal, unexpected } from './answers.js';
import type { Frame } from './frame.js';
import type { Outlet } from './outlet.js';

/** Answers a frame that could not be carried out. */
@Catch()
export class FrameErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(FrameErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const context = host.switchToWs();
    const { id, event } = context.getData<Frame>();
    const known = error instanceof DomainError;
    if (!known) this.logger.error(`"${event}" failed`, error instanceof Error ? error.stack : error);
    context.getClient<Outlet>().deliver(refusal(id, known ? error : unexpected()));
  }
}
