import type { CrashOrder } from '../common/crash-points.js';

/** Roles of a process: REST and sockets; order execution; the simulated chain's block production. */
export const ROLES = ['api', 'worker', 'chain'] as const;
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How to reach Redis: a URL, or host and port. */
export interface RedisConfig {
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
}

/** All settings: read once from the environment, validated, frozen. Durations are in ms unless the name says otherwise. */
export abstract class AppConfig {
  abstract readonly roles: readonly Role[];
  abstract readonly http: {
    readonly port: number;
    /** Whether a port was asked for: a process without the role `api` serves health only then. */
    readonly portGiven: boolean;
    readonly host: string;
    /** Base of the links we hand out, without a trailing slash; absent: derived from the request. */
    readonly publicUrl?: string;
    readonly trustProxy: boolean;
    readonly allowedOrigins: readonly string[];
  };
  abstract readonly database: {
    /** Absent until the embedded server runs; never absent once Nest boots. */
    readonly url?: string;
    readonly dataDir: string;
    readonly poolSize: number;
  };
  /** Absent: queue and event bus run on PostgreSQL. */
  abstract readonly redis?: RedisConfig;
  abstract readonly orders: {
    readonly pendingTtlMs: number;
    readonly maxAttempts: number;
    readonly retryBaseMs: number;
    readonly sweepMs: number;
  };
  abstract readonly worker: {
    readonly concurrency: number;
    /** 0: no limit. */
    readonly ordersPerMinute: number;
    readonly lockMs: number;
  };
  abstract readonly queue: { readonly prefix: string };
  abstract readonly realtime: { readonly pingMs: number; readonly highWaterBytes: number };
  abstract readonly sim: {
    /** 0: a slot as soon as a transaction waits. */
    readonly slotMs: number;
    readonly latencyMs: number;
    readonly seed: string;
    /** Whole-token amounts that a wallet starts with, by symbol. */
    readonly wallet: Readonly<Record<string, string>>;
    /** Whether other traders trade. */
    readonly flow: boolean;
    /** How many of the newest slots are kept as rows. Transactions and candles are kept for good. */
    readonly keptSlots: number;
    /** Probabilities in [0, 1], drawn per call. */
    readonly errorRate: number;
    readonly timeoutRate: number;
    readonly dropRate: number;
    /** No slot comes by itself; set by tests that drive the chain by hand. */
    readonly manual: boolean;
  };
  /** Where this process is to end as by a power cut; for tests alone. */
  abstract readonly crashAt?: CrashOrder;
  abstract readonly logLevel: LogLevel;
}
