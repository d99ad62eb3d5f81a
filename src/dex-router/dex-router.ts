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

type Read = (venue: string) => Promise<PoolReading>;

interface Asked {
  readonly answers: (VenueQuote | NoQuote)[];
  readonly readings: PoolReading[];
}

/** Finds the best route over all venues that the chain has. */
@Injectable()
export class DexRouter {
  constructor(
    private readonly chain: Chain,
    private readonly clock: Clock,
  ) {}

  /** Amounts in base units. What went wrong stands in the answers. `callKey` names the call to the chain. */
  async quote(request: RouteRequest, callKey: string): Promise<RouteQuote> {
    return this.chosen(request, (venue) => this.chain.readPools(venue, callKey));
  }

  /** The same for people who only look: of the pools as last seen, without a call to the chain. */
  async preview(request: RouteRequest): Promise<RouteQuote> {
    return this.chosen(request, (venue) => this.chain.seenPools(venue));
  }

  private async chosen(request: RouteRequest, read: Read): Promise<RouteQuote> {
    const { answers, readings } = await this.ask(request, read);
    const chosen = chooseRoute(marketOf(readings), request);
    // A venue that did not answer might have had the route.
    return { answers, ...(chosen.refusal ? (unavailable(answers) ?? chosen) : chosen) };
  }

  /** What the very legs of an earlier quote would give now, beside what every venue would. */
  async requote(request: RouteRequest, legs: readonly Leg[], callKey: string): Promise<RouteQuote> {
    const { answers, readings } = await this.ask(request, (venue) => this.chain.readPools(venue, callKey));
    const route = routeOfLegs(marketOf(readings), request, legs);
    if (typeof route !== 'string') return { answers, route };
    return { answers, ...(unavailable(answers) ?? { refusal: { code: 'INSUFFICIENT_LIQUIDITY', reason: route } }) };
  }

  private async ask(request: RouteRequest, read: Read): Promise<Asked> {
    const all = await collectReadings(this.chain.venues(), read, this.clock);
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
