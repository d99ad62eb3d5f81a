import type { ConnectionOptions } from 'bullmq';
import { DEFAULT_SCHEMA, createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import { Pool } from 'pg';
import type { AppConfig, RedisConfig } from '../config/app-config.js';

/** Where BullMQ keeps its jobs: one connection for those who add, one for those who work. */
export abstract class QueueBackend {
  abstract readonly kind: 'redis' | 'postgres';
  abstract readonly producer: ConnectionOptions;
  abstract readonly worker: ConnectionOptions;
  /** After every queue and worker is closed. */
  abstract close(): Promise<void>;
}

/** Opens the backend that the settings ask for and makes it BullMQ's default. @throws Error when it cannot be reached. */
export async function openQueueBackend(config: AppConfig): Promise<QueueBackend> {
  if (config.redis) return redisBackend(config.redis);
  return await postgresBackend(config.database.url ?? '');
}

function redisBackend(redis: RedisConfig): QueueBackend {
  setDefaultBackendFactory();
  const base = redisOptions(redis);
  return {
    kind: 'redis',
    // Who adds a job must hear at once that Redis is away: the order's row is what remembers it.
    producer: {
      ...base,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: 500,
      connectTimeout: 2_000,
    },
    worker: { ...base, maxRetriesPerRequest: null },
    close: () => Promise.resolve(),
  };
}

/** Connection options of ioredis from our settings. */
export function redisOptions(redis: RedisConfig) {
  if (redis.url === undefined) return { host: redis.host ?? '127.0.0.1', port: redis.port ?? 6379 };
  const url = new URL(redis.url);
  const db = Number(url.pathname.slice(1));
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(Number.isInteger(db) && db > 0 ? { db } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

async function postgresBackend(connectionString: string): Promise<QueueBackend> {
  setDefaultBackendFactory(createPostgresBackend);
  const pool = new Pool({
    connectionString,
    max: 8,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'order-engine-queue',
    // What is in the queue can be made again from the orders, so its commits need not wait for the disk.
    options: `-c search_path=${DEFAULT_SCHEMA} -c synchronous_commit=off`,
  });
  pool.on('error', () => undefined);
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
  // The option's type names Redis only; the default backend factory takes a pool.
  const connection = pool as unknown as ConnectionOptions;
  return { kind: 'postgres', producer: connection, worker: connection, close: () => pool.end() };
}
