import type { ErrorCode } from '../common/domain-error.js';
import type { ProblemExample } from '../common/problem.dto.js';
import type { CandlesDto } from './candles.dto.js';
import type { BalancesDto, PoolListDto, QuoteDto, RouteDto, TokenListDto, VenueQuoteDto } from './market.dto.js';

const POOL = '6Me5FFTALTs2TcV5Tguz1yVG7qKDW4XoX8uQtFQVx6cB';

export const TOKENS_EXAMPLE: TokenListDto = {
  items: [
    { symbol: 'SOL', decimals: 9, name: 'Solana' },
    { symbol: 'USDC', decimals: 6, name: 'USD Coin' },
  ],
};

const VENUE_QUOTES: readonly VenueQuoteDto[] = [
  {
    venue: 'raydium-clmm',
    pool: POOL,
    amountOut: '245.292478',
    price: '163.528318666',
    fee: '0.0006',
    feeToken: 'SOL',
    priceImpactBps: 0.04,
    asOfSlot: 86_412,
  },
  {
    venue: 'meteora-dlmm',
    error: { code: 'VENUE_UNAVAILABLE', reason: 'meteora-dlmm did not answer within 1000 ms' },
  },
];

const ROUTE: RouteDto = {
  amountIn: '1.5',
  amountOut: '245.292478',
  price: '163.528318666',
  priceImpactBps: 0.04,
  asOfSlot: 86_412,
  fees: [{ token: 'SOL', amount: '0.0006' }],
  legs: [
    {
      venue: 'raydium-clmm',
      pool: POOL,
      fromToken: 'SOL',
      toToken: 'USDC',
      amountIn: '1.5',
      amountOut: '245.292478',
    },
  ],
};

export const QUOTE_EXAMPLE: QuoteDto = {
  fromToken: 'SOL',
  toToken: 'USDC',
  amount: '1.5',
  quotes: VENUE_QUOTES,
  route: ROUTE,
  quoteId: 'eyJvd25lciI6ImxvY2FsIiwi4oCmIjoi4oCmIn0.b1nQ0pYcSxG5k2y7Yw3c0Q',
  expiresAt: '2026-11-21T02:00:10.000Z',
};

export const POOLS_EXAMPLE: PoolListDto = {
  items: [
    {
      pool: POOL,
      venue: 'raydium-clmm',
      venueName: 'Raydium CLMM',
      tokens: ['SOL', 'USDC'],
      price: '163.594459687',
      feeBps: 4,
      holdings: { SOL: '32214.345481401', USDC: '5272406.653219' },
      depth: [{ priceImpactBps: 10, sell: { SOL: '1518.204117623', USDC: '248377.192503' } }],
      asOfSlot: 86_412,
    },
  ],
};

export const BALANCES_EXAMPLE: BalancesDto = {
  owner: 'local',
  items: [
    { token: 'SOL', amount: '99998.5' },
    { token: 'USDC', amount: '20000245.292478' },
  ],
};

export const CANDLES_EXAMPLE: CandlesDto = {
  pair: 'SOL/USDC',
  interval: '1m',
  items: [
    {
      time: '2026-11-21T02:00:00.000Z',
      open: '163.594459687',
      high: '163.702117',
      low: '163.488201554',
      close: '163.6410092',
      volume: '412.803117',
      trades: 57,
    },
  ],
};

const NO_TAKER = 'no pool takes 1500000000 SOL; the most one pool takes is 40922.979362327';
const TOO_LARGE = '1500000000 SOL would lose 99 % of its worth to price impact; about 998517.257746875 SOL would go';

/** What a quote is refused with: its words, and every venue's reason. */
export const QUOTE_REFUSALS: readonly ProblemExample[] = [
  refusal('INSUFFICIENT_LIQUIDITY', TOO_LARGE, NO_TAKER),
  refusal(
    'AMOUNT_TOO_SMALL',
    '0.000000001 SOL buys less than one base unit of USDC',
    'the amount buys less than one base unit of USDC',
  ),
  refusal(
    'NO_ROUTE',
    'no venue trades BONK for mSOL, directly or through other tokens',
    'no pool for BONK/mSOL',
    'NO_POOL',
  ),
];

function refusal(code: ErrorCode, detail: string, reason: string, venueCode: string = code): ProblemExample {
  return { code, detail, extra: { quotes: [{ venue: 'raydium-clmm', error: { code: venueCode, reason } }] } };
}

export const BAD_QUOTE: readonly ProblemExample[] = [
  invalid('VALIDATION_FAILED', 'amount', 'must be greater than 0'),
  invalid('UNKNOWN_TOKEN', 'toToken', 'XYZ is unknown; we trade SOL, USDC, USDT, JUP, RAY, BONK, mSOL'),
];

const PAIRS = 'those that do are SOL/USDC, SOL/USDT, JUP/USDC, and their inverses';
export const BAD_PAIR: ProblemExample = invalid('UNKNOWN_PAIR', 'pair', `has no pools here; ${PAIRS}`);

export const BAD_CANDLES: readonly ProblemExample[] = [
  invalid('VALIDATION_FAILED', 'limit', 'must be a whole number from 1 to 1000'),
  invalid('UNKNOWN_INTERVAL', 'interval', 'is none that candles are kept for; those are 1m, 5m, 15m, 1h, 1d'),
];

function invalid(code: ErrorCode, field: string, message: string): ProblemExample {
  return { code, detail: `${field} ${message}`, errors: [{ field, message }] };
}

export const CHAIN_AWAY: ProblemExample = {
  code: 'UNAVAILABLE',
  detail: 'the chain gave no answer: the database does not answer now',
};
