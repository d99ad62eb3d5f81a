import { Controller, Get, HttpException, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Readiness } from './readiness.js';

/** For load balancers and operators. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs and its event loop turns. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Whether to send traffic here: 200, or 503 with what is down. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    try {
      return await this.readiness.check();
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      response.status(503);
      return error.getResponse();
    }
  }
}
