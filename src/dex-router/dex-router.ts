import { Injectable } from '@nestjs/common';
import { Chain } from '../chain/chain.js';
import type { Leg, PoolReading } from '../chain/chain.js';
import { Clock } from '../common/clock.js';
import { bestPool } from './best-pool.js';
import { chooseRoute } from './choose-route.js';
import { collectReadings } from './collect-readings.js';
import { marketOf, routeOfLegs } from './route-of-legs.js';
import { isQuote } from './route.js';
import type { NoQuote, RouteQuote, RouteRequest, VenueQuote } from './route.js';

/** Finds the best route over all venues that the chain has. */
@Injectable()
export class DexRouter {
  constructor(
    private readonly chain: Chain,
    private readonly clock: Clock,
  ) {}

  /** Amounts in base units. Never rejects: what went wrong stands in the answers. */
  async quote(request: RouteRequest): Promise<RouteQuote> {
    const { answers } = await this.ask(request);
    return { answers, ...chooseRoute(request, answers) };
  }

  /** What the very legs of an earlier quote would give now, beside what every venue would. Never rejects. */
  async requote(request: RouteRequest, legs: readonly Leg[]): Promise<RouteQuote> {
    const { answers, readings } = await this.ask(request);
    const away = answers.filter((answer) => !isQuote(answer) && answer.code === 'VENUE_UNAVAILABLE');
    if (away.length > 0) {
      const reason = `${away.map(({ venue }) => venue).join(', ')} gave no answer, so the quote cannot be checked`;
      return { answers, refusal: { code: 'VENUES_UNAVAILABLE', reason } };
    }
    const route = routeOfLegs(marketOf(readings), request, legs);
    if (typeof route !== 'string') return { answers, route };
    return { answers, refusal: { code: 'INSUFFICIENT_LIQUIDITY', reason: route } };
  }

  private async ask(request: RouteRequest): Promise<{ answers: (VenueQuote | NoQuote)[]; readings: PoolReading[] }> {
    const all = await collectReadings(this.chain, this.clock, request.callKey);
    const answers = all.map(({ venue, reading }) => ('code' in reading ? reading : bestPool(venue, reading, request)));
    return { answers, readings: all.flatMap(({ reading }) => ('code' in reading ? [] : [reading])) };
  }
}
