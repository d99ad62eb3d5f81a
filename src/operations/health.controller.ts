import { Controller, Get, HttpException, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { LivenessDto, NOT_READY_EXAMPLE, READY_EXAMPLE, ReadinessDto } from './operations.dto.js';
import { Readiness } from './readiness.js';

/** For load balancers and operators. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs and its event loop turns. */
  @Get('live')
  @ApiOperation({ summary: 'Is the process alive?' })
  @ApiOkResponse({ type: LivenessDto, description: 'It is.', example: { status: 'ok' } })
  live() {
    return { status: 'ok' };
  }

  /** Whether to send traffic here: 200, or 503 with what is down. */
  @Get('ready')
  @ApiOperation({ summary: 'Can it take orders?', description: 'With the state of everything it depends on.' })
  @ApiOkResponse({ type: ReadinessDto, description: 'Everything is up.', example: READY_EXAMPLE })
  @ApiServiceUnavailableResponse({ type: ReadinessDto, description: 'Something is down.', example: NOT_READY_EXAMPLE })
  async ready(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    try {
      return await this.readiness.check();
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      response.status(503).setHeader('Retry-After', '1');
      return error.getResponse();
    }
  }
}
