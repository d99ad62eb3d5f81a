import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { AppConfig, RedisConfig } from './app-config.js';
import { Environment } from './environment.js';

/** One line that names the variables, what they hold and what they take. */
export class ConfigError extends Error {}

/** Variables whose values may hold a password are never printed. */
const SECRET = new Set(['DATABASE_URL', 'REDIS_URL']);

/**
 * Settings from a set of environment variables; an empty value counts as absent.
 * @throws ConfigError for wrong values.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): AppConfig {
  const given = Object.fromEntries(
    Object.keys(new Environment())
      .concat(['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'REDIS_URL', 'REDIS_HOST', 'REDIS_PORT', 'CRASH_AT'])
      .filter((name) => env[name] !== undefined && env[name]?.trim() !== '')
      .map((name) => [name, env[name]]),
  );
  const settings = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const faults = validateSync(settings).map(({ property, constraints }) => {
    const got = SECRET.has(property) ? 'a value that is not shown' : JSON.stringify(given[property]);
    return `${property} is ${got}, but takes ${Object.values(constraints ?? {}).join(', ')}`;
  });
  if (settings.CRASH_AT && env['NODE_ENV'] === 'production') {
    faults.push('CRASH_AT is for tests; with NODE_ENV=production the engine does not start with it');
  }
  if (faults.length > 0) throw new ConfigError(faults.join('; '));
  return freeze(group(settings));
}

function redisOf(env: Environment): RedisConfig | undefined {
  if (env.REDIS_URL !== undefined) return { url: env.REDIS_URL };
  if (env.REDIS_HOST === undefined && env.REDIS_PORT === undefined) return undefined;
  return { host: env.REDIS_HOST ?? '127.0.0.1', port: env.REDIS_PORT ?? 6379 };
}

function group(env: Environment): AppConfig {
  const redis = redisOf(env);
  return {
    roles: env.ROLES,
    http: {
      port: env.PORT ?? 3000,
      portGiven: env.PORT !== undefined,
      host: env.HOST,
      ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL.replace(/\/+$/, '') }),
      trustProxy: env.TRUST_PROXY,
      allowedOrigins: env.ALLOWED_ORIGINS,
    },
    database: {
      ...(env.DATABASE_URL === undefined ? {} : { url: env.DATABASE_URL }),
      dataDir: env.DATA_DIR,
      poolSize: env.DATABASE_POOL,
    },
    ...(redis ? { redis } : {}),
    orders: {
      pendingTtlMs: env.PENDING_TTL_MS,
      maxAttempts: env.MAX_ATTEMPTS,
      retryBaseMs: env.RETRY_BASE_MS,
      sweepMs: env.SWEEP_MS,
    },
    worker: { concurrency: env.WORKER_CONCURRENCY, ordersPerMinute: env.ORDERS_PER_MINUTE, lockMs: env.LOCK_MS },
    queue: { prefix: env.QUEUE_PREFIX },
    realtime: { pingMs: env.PING_MS, highWaterBytes: env.SOCKET_HIGH_WATER_BYTES },
    sim: {
      slotMs: env.SIM_SLOT_MS,
      latencyMs: env.SIM_LATENCY_MS,
      seed: env.SIM_SEED,
      wallet: env.SIM_WALLET,
      flow: env.SIM_FLOW,
      keptSlots: env.SIM_KEPT_SLOTS,
      errorRate: env.SIM_ERROR_RATE,
      timeoutRate: env.SIM_TIMEOUT_RATE,
      dropRate: env.SIM_DROP_RATE,
      manual: false,
    },
    ...(env.CRASH_AT ? { crashAt: env.CRASH_AT } : {}),
    logLevel: env.LOG_LEVEL,
  };
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part as object);
  return Object.freeze(value);
}
