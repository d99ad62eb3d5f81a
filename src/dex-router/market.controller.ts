import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CANDLE_INTERVALS, CandleHistory } from '../chain/candles.js';
import { Chain, ChainCallError } from '../chain/chain.js';
import { DomainError } from '../common/domain-error.js';
import type { ErrorCode } from '../common/domain-error.js';
import { ApiProblems, DATABASE_AWAY } from '../common/problem.dto.js';
import { QuoteTokens } from '../quotes/quote-tokens.js';
import { TOKENS } from '../tokens/tokens.js';
import { parseCandlesQuery, parsePoolsQuery } from './candles-query.js';
import { toCandlesView } from './candles.view.js';
import { DexRouter } from './dex-router.js';
import { parseQuoteQuery } from './market-query.js';
import { CandlesDto } from './candles.dto.js';
import { BalancesDto, PoolListDto, QuoteDto, TokenListDto } from './market.dto.js';
import {
  BALANCES_EXAMPLE,
  BAD_CANDLES,
  BAD_PAIR,
  BAD_QUOTE,
  CANDLES_EXAMPLE,
  CHAIN_AWAY,
  POOLS_EXAMPLE,
  QUOTE_EXAMPLE,
  QUOTE_REFUSALS,
  TOKENS_EXAMPLE,
} from './market.examples.js';
import { toPoolView } from './pool.view.js';
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
    private readonly quoteTokens: QuoteTokens,
    private readonly history: CandleHistory,
  ) {}

  /** What every venue would give now, and the route that an order would take. Places nothing. */
  @Get('quotes')
  @ApiOperation({
    summary: 'Compare venues',
    description: 'And see the route an order would take, without placing one.',
  })
  @ApiQuery({ name: 'amount', type: String, example: '1.5', description: 'Whole tokens of `fromToken`.' })
  @ApiQuery({ name: 'toToken', type: String, example: 'USDC' })
  @ApiQuery({ name: 'fromToken', type: String, example: 'SOL' })
  @ApiOkResponse({ type: QuoteDto, description: 'The offers side by side.', example: QUOTE_EXAMPLE })
  @ApiProblems('/api/quotes', ...BAD_QUOTE, ...QUOTE_REFUSALS, CHAIN_AWAY)
  async quote(@Query() query: Record<string, unknown>) {
    const request = parseQuoteQuery(query);
    const { fromToken, toToken, amountIn } = request;
    const { answers, route, refusal } = await this.router.preview(request);
    const quotes = answers.map((answer) => toQuoteView(answer, fromToken, toToken, amountIn));
    if (!route) {
      throw new DomainError(CODE_OF[refusal?.code ?? 'NO_ROUTE'], refusal?.reason ?? 'there is no route', {
        extra: { quotes },
      });
    }
    const { amountOut, legs } = route;
    const { quoteId, expiresAt } = this.quoteTokens.issue({
      owner: OWNER,
      fromToken,
      toToken,
      amountIn,
      amountOut,
      legs,
    });
    return {
      quoteId,
      expiresAt: new Date(expiresAt).toISOString(),
      fromToken,
      toToken,
      amount: whole(amountIn, fromToken),
      quotes,
      route: toRouteView(route),
    };
  }

  @Get('tokens')
  @ApiOperation({ summary: 'List tokens' })
  @ApiOkResponse({ type: TokenListDto, description: 'What can be traded.', example: TOKENS_EXAMPLE })
  tokens() {
    return { items: TOKENS };
  }

  /** Every pool, or those of one pair: fee, holdings, marginal price (whole second tokens per whole first token), depth. */
  @Get('pools')
  @ApiOperation({ summary: 'List pools', description: 'All of them, or those of one pair.' })
  @ApiQuery({ name: 'pair', required: false, type: String, example: 'SOL/USDC' })
  @ApiOkResponse({ type: PoolListDto, description: 'Prices, holdings and depth.', example: POOLS_EXAMPLE })
  @ApiProblems('/api/pools', BAD_PAIR, CHAIN_AWAY)
  async pools(@Query() query: Record<string, unknown>) {
    const pair = parsePoolsQuery(query, this.history.pairs());
    const readings = await Promise.all(this.chain.venues().map((venue) => this.answered(this.chain.seenPools(venue))));
    const items = readings.flatMap(({ pools, slot, time }) =>
      pools
        .filter(({ tokens }) => pair === undefined || tokens.every((token) => pair.includes(token)))
        .map((pool) => toPoolView(pool, slot, time)),
    );
    return { items };
  }

  /** Price history of a pair, oldest first: the newest candles, or the newest before a time. None where nothing was traded. */
  @Get('candles')
  @ApiOperation({ summary: 'Price history', description: 'The newest candles of a pair, oldest first.' })
  @ApiQuery({
    name: 'before',
    required: false,
    schema: { type: 'string', format: 'date-time' },
    description: 'Only candles that began before this time.',
  })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 1_000, default: 300 },
  })
  @ApiQuery({
    name: 'interval',
    required: false,
    schema: { type: 'string', enum: Object.keys(CANDLE_INTERVALS), default: '1m' },
  })
  @ApiQuery({ name: 'pair', type: String, example: 'SOL/USDC' })
  @ApiOkResponse({ type: CandlesDto, description: 'None where nothing was traded.', example: CANDLES_EXAMPLE })
  @ApiProblems('/api/candles', BAD_PAIR, ...BAD_CANDLES, DATABASE_AWAY)
  async candles(@Query() query: Record<string, unknown>) {
    const request = parseCandlesQuery(query, this.history.pairs());
    return toCandlesView(request, await this.history.candles(request));
  }

  /** The (simulated) wallet. */
  @Get('balances')
  @ApiOperation({ summary: 'The wallet', description: 'Simulated: what it holds of each token.' })
  @ApiOkResponse({ type: BalancesDto, description: 'Its balances.', example: BALANCES_EXAMPLE })
  @ApiProblems('/api/balances', CHAIN_AWAY)
  async balances() {
    const balances = await this.answered(this.chain.balances(OWNER));
    return {
      owner: OWNER,
      items: TOKENS.flatMap(({ symbol }) => {
        const units = balances.get(symbol);
        return units === undefined ? [] : [{ token: symbol, amount: whole(units, symbol) }];
      }),
    };
  }

  private async answered<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof ChainCallError)) throw error;
      throw new DomainError('UNAVAILABLE', `the chain gave no answer: ${error.message}`);
    }
  }
}
