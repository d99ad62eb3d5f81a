import { Controller, Get, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Chain, ChainCallError } from '../chain/chain.js';
import { formatPrice } from '../common/amount.js';
import { DomainError } from '../common/domain-error.js';
import type { ErrorCode } from '../common/domain-error.js';
import { IdSource } from '../common/ids.js';
import { TOKENS, tokenOf } from '../tokens/tokens.js';
import { venueOf } from '../venues/registry.js';
import type { Pool } from '../venues/venue.js';
import { DexRouter } from './dex-router.js';
import { parseQuoteQuery } from './market-query.js';
import { toQuoteView, toRouteView, whole } from './quote.view.js';
import type { RefusedCode } from './route.js';

const CODE_OF: Readonly<Record<RefusedCode, ErrorCode>> = {
  NO_ROUTE: 'NO_ROUTE',
  INSUFFICIENT_LIQUIDITY: 'INSUFFICIENT_LIQUIDITY',
  AMOUNT_TOO_SMALL: 'AMOUNT_TOO_SMALL',
  VENUES_UNAVAILABLE: 'UNAVAILABLE',
};

/** Whose wallet is shown as long as nobody needs a key. */
const OWNER = 'local';

/** What can be traded, where, and for how much. */
@ApiTags('market')
@Controller('api')
export class MarketController {
  constructor(
    private readonly router: DexRouter,
    private readonly chain: Chain,
    private readonly ids: IdSource,
  ) {}

  /** What every venue would give now, and the route that an order would take. Places nothing. */
  @Get('quotes')
  @ApiQuery({ name: 'fromToken', example: 'SOL' })
  @ApiQuery({ name: 'toToken', example: 'USDC' })
  @ApiQuery({ name: 'amount', example: '1.5', description: 'Whole tokens of `fromToken`.' })
  async quote(@Query() query: Record<string, unknown>) {
    const request = parseQuoteQuery(query);
    const { fromToken, toToken, amountIn } = request;
    const { answers, route, refusal } = await this.router.quote({ ...request, callKey: `quote:${this.ids.next()}` });
    const quotes = answers.map((answer) => toQuoteView(answer, fromToken, toToken, amountIn));
    if (!route) {
      throw new DomainError(CODE_OF[refusal?.code ?? 'NO_ROUTE'], refusal?.reason ?? 'there is no route', {
        extra: { quotes },
      });
    }
    return { fromToken, toToken, amount: whole(amountIn, fromToken), quotes, route: toRouteView(route) };
  }

  @Get('tokens')
  tokens() {
    return { items: TOKENS };
  }

  /** Every pool with its holdings and marginal price (whole second tokens per whole first token). */
  @Get('pools')
  async pools() {
    const readings = await Promise.all(
      this.chain.venues().map((venue) => this.answered(this.chain.readPools(venue, `pools:${this.ids.next()}`))),
    );
    return { items: readings.flatMap(({ pools, slot }) => pools.map((pool) => toPoolView(pool, slot))) };
  }

  /** The (simulated) wallet. */
  @Get('balances')
  async balances() {
    const balances = await this.answered(this.chain.balances(OWNER));
    return {
      owner: OWNER,
      items: [...balances].map(([token, units]) => ({ token, amount: whole(units, token) })),
    };
  }

  private async answered<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof ChainCallError)) throw error;
      throw new DomainError('UNAVAILABLE', `the chain gave no answer: ${error.message}`, { retryAfterSeconds: 1 });
    }
  }
}

function toPoolView(pool: Pool, slot: number) {
  const venue = venueOf(pool.venue);
  const [a, b] = pool.tokens;
  const [heldA, heldB] = venue.holdings(pool.state);
  const { numerator, denominator } = venue.price(pool.state);
  return {
    pool: pool.id,
    venue: pool.venue,
    venueName: venue.name,
    tokens: pool.tokens,
    price: formatPrice(numerator, denominator, tokenOf(b).decimals, tokenOf(a).decimals),
    holdings: { [a]: whole(heldA, a), [b]: whole(heldB, b) },
    asOfSlot: slot,
  };
}
