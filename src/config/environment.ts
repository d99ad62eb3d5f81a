import { findToken } from '../tokens/tokens.js';
import { parseAmount } from '../common/amount.js';
import type { CrashOrder } from '../common/crash-points.js';
import { LOG_LEVELS, ROLES } from './app-config.js';
import type { LogLevel, Role } from './app-config.js';
import {
  IsCrashOrder,
  IsFlag,
  IsListOf,
  IsOneOf,
  IsOrigins,
  IsRate,
  IsText,
  IsUrl,
  IsWallet,
  IsWhole,
} from './setting-decorators.js';

const HOUR = 3_600_000;

function isWalletEntry(symbol: string, amount: string): boolean {
  const token = findToken(symbol);
  if (!token) return false;
  try {
    return parseAmount(amount, token.decimals) > 0n;
  } catch {
    return false;
  }
}

/** Every variable that the engine reads, with its default. `.env.example` lists the same names (a test holds them together). */
export class Environment {
  @IsListOf(ROLES) ROLES: Role[] = [...ROLES];
  @IsWhole(0, 65_535) PORT?: number;
  @IsText() HOST = '127.0.0.1';
  @IsUrl('http:', 'https:') PUBLIC_URL?: string;
  @IsFlag() TRUST_PROXY = false;
  @IsOrigins() ALLOWED_ORIGINS: string[] = [];
  /** API keys come later; until then every client is the owner `local`. */
  @IsOneOf(['none']) AUTH = 'none';
  @IsOneOf(LOG_LEVELS) LOG_LEVEL: LogLevel = 'log';

  @IsText() DATA_DIR = '.data';
  @IsUrl('postgres:', 'postgresql:') DATABASE_URL?: string;
  @IsWhole(2, 200) DATABASE_POOL = 10;
  @IsUrl('redis:', 'rediss:') REDIS_URL?: string;
  @IsText() REDIS_HOST?: string;
  @IsWhole(1, 65_535) REDIS_PORT?: number;
  @IsText() QUEUE_PREFIX = 'order-engine';

  @IsWhole(100, 24 * HOUR) PENDING_TTL_MS = 60_000;
  @IsWhole(1, 100) MAX_ATTEMPTS = 3;
  @IsWhole(1, HOUR) RETRY_BASE_MS = 500;
  @IsWhole(50, 60_000) SWEEP_MS = 1_000;
  @IsWhole(1, 10_000) WORKER_CONCURRENCY = 10;
  @IsWhole(0, 1_000_000) ORDERS_PER_MINUTE = 0;
  @IsWhole(200, HOUR) LOCK_MS = 5_000;
  @IsWhole(20, HOUR) PING_MS = 30_000;
  @IsWhole(1_024, 1 << 30) SOCKET_HIGH_WATER_BYTES = 1 << 20;

  @IsCrashOrder() CRASH_AT?: CrashOrder;

  @IsWhole(0, 60_000) SIM_SLOT_MS = 400;
  @IsWhole(0, 60_000) SIM_LATENCY_MS = 30;
  @IsText() SIM_SEED = '1';
  @IsWallet(isWalletEntry) SIM_WALLET: Record<string, string> = {
    SOL: '100000',
    USDC: '20000000',
    USDT: '20000000',
    JUP: '20000000',
    RAY: '5000000',
    BONK: '500000000000',
    mSOL: '100000',
  };
  @IsFlag() SIM_FLOW = true;
  @IsWhole(1, 1_000_000_000) SIM_KEPT_SLOTS = 100_000;
  @IsRate() SIM_ERROR_RATE = 0;
  @IsRate() SIM_TIMEOUT_RATE = 0;
  @IsRate() SIM_DROP_RATE = 0;
}
