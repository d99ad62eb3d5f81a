import { Injectable } from '@nestjs/common';
import { Chain } from '../chain/chain.js';
import { Clock } from '../common/clock.js';
import { bestPool } from './best-pool.js';
import { chooseRoute } from './choose-route.js';
import { collectReadings } from './collect-readings.js';
import type { RouteQuote, RouteRequest } from './route.js';

/** Finds the best route over all venues that the chain has. */
@Injectable()
export class DexRouter {
  constructor(
    private readonly chain: Chain,
    private readonly clock: Clock,
  ) {}

  /** Amounts in base units. Never rejects: what went wrong stands in the answers. */
  async quote(request: RouteRequest): Promise<RouteQuote> {
    const readings = await collectReadings(this.chain, this.clock, request.callKey);
    const answers = readings.map(({ venue, reading }) =>
      'code' in reading ? reading : bestPool(venue, reading, request),
    );
    return { answers, ...chooseRoute(request, answers) };
  }
}
