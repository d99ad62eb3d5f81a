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

  /** Amounts in base units. What went wrong stands in the answers. */
  async quote(request: RouteRequest): Promise<RouteQuote> {
    const { answers, readings } = await this.ask(request);
    const chosen = chooseRoute(marketOf(readings), request);
    // A venue that did not answer might have had the route.
    return { answers, ...(chosen.refusal ? (unavailable(answers) ?? chosen) : chosen) };
  }

  /** What the very legs of an earlier quote would give now, beside what every venue would. */
  async requote(request: RouteRequest, legs: readonly Leg[]): Promise<RouteQuote> {
    const { answers, readings } = await this.ask(request);
    const route = routeOfLegs(marketOf(readings), request, legs);
    if (typeof route !== 'string') return { answers, route };
    return { answers, ...(unavailable(answers) ?? { refusal: { code: 'INSUFFICIENT_LIQUIDITY', reason: route } }) };
  }

  private async ask(request: RouteRequest): Promise<{ answers: (VenueQuote | NoQuote)[]; readings: PoolReading[] }> {
    const all = await collectReadings(this.chain, this.clock, request.callKey);
    const answers = all.map(({ venue, reading }) => ('code' in reading ? reading : bestPool(venue, reading, request)));
    return { answers, readings: all.flatMap(({ reading }) => ('code' in reading ? [] : [reading])) };
  }
}

/** The refusal of a request for which some venue gave no answer. */
function unavailable(answers: readonly (VenueQuote | NoQuote)[]): Pick<RouteQuote, 'refusal'> | undefined {
  const away = answers.filter((answer): answer is NoQuote => !isQuote(answer) && answer.code === 'VENUE_UNAVAILABLE');
  if (away.length === 0) return undefined;
  return { refusal: { code: 'VENUES_UNAVAILABLE', reason: away.map((a) => `${a.venue}: ${a.reason}`).join('; ') } };
}
