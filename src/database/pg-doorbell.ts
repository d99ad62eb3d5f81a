import { Injectable, Logger } from '@nestjs/common';
import { Client } from 'pg';
import { Clock } from '../common/clock.js';
import { AppConfig } from '../config/app-config.js';

interface Bell {
  readonly channel: string;
  readonly payload: string;
}

type Listener = (payload: string) => void;

const MAX_PAYLOAD_BYTES = 7_999;
/** What is kept for the time after a lost connection; older bells are forgotten: whoever listens must also look. */
const MAX_PENDING = 1_000;
const MAX_BATCH = 500;
const HEARTBEAT_MS = 10_000;
const QUERY_TIMEOUT_MS = 5_000;

/**
 * PostgreSQL's NOTIFY and LISTEN on one connection of its own, opened when first needed. A bell is a hint that there is
 * something to read: it may be lost, doubled or late. Nothing here throws or rejects when PostgreSQL goes away.
 */
@Injectable()
export class PgDoorbell {
  private readonly logger = new Logger(PgDoorbell.name);
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly reconnected = new Set<() => void>();
  private readonly stopping = new AbortController();
  private pending: Bell[] = [];
  private client: Client | undefined;
  private flushing = false;
  private keeping: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Rings after what was committed before; what gathers during a round trip goes as one statement. At most 7,999 bytes of payload. */
  notify(channel: string, payload: string): void {
    if (this.stopping.signal.aborted) return;
    if (payload.includes('\0') || Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
      this.logger.error(`a bell on ${channel} cannot be rung: ${payload.length} characters`);
      return;
    }
    this.pending.push({ channel, payload });
    if (this.pending.length > MAX_PENDING && !this.client) this.pending.splice(0, this.pending.length - MAX_PENDING);
    this.keepConnected();
    void this.flush();
  }

  /** Calls back with each payload rung on a channel by any process, this one included. Returns the way to stop it. */
  listen(channel: string, listener: Listener): () => void {
    const listeners = this.listeners.get(channel) ?? new Set();
    if (listeners.size === 0) {
      this.listeners.set(channel, listeners);
      if (this.client) void this.listenOn(this.client, [channel]);
    }
    listeners.add(listener);
    this.keepConnected();
    return () => {
      listeners.delete(listener);
    };
  }

  /** Calls back when a lost connection is there again: bells in between were missed. Returns the way to stop it. */
  onReconnect(listener: () => void): () => void {
    this.reconnected.add(listener);
    return () => {
      this.reconnected.delete(listener);
    };
  }

  connected(): boolean {
    return this.client !== undefined;
  }

  /** Ends the connection; what still waits is rung before. Later calls do nothing. Never rejects. */
  async close(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    await this.flush();
    this.stopping.abort();
    await this.keeping;
  }

  private keepConnected(): void {
    if (!this.keeping && !this.stopping.signal.aborted) this.keeping = this.keep();
  }

  private async keep(): Promise<void> {
    let attempt = 0;
    let lost = false;
    while (!this.stopping.signal.aborted) {
      try {
        await this.serve(lost, () => (attempt = 0));
      } catch (error) {
        if (attempt === 0) this.logger.warn(`no doorbell: ${error instanceof Error ? error.message : String(error)}`);
      }
      lost = true;
      if (!this.stopping.signal.aborted)
        await this.clock.sleep(Math.min(100 * 2 ** attempt++, 3_000), this.stopping.signal);
    }
  }

  /** One connection from its beginning to its end. */
  private async serve(again: boolean, opened: () => void): Promise<void> {
    const client = new Client({
      connectionString: this.config.database.url,
      application_name: 'order-engine doorbell',
      keepAlive: true,
      connectionTimeoutMillis: QUERY_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
    });
    const ended = new AbortController();
    client.on('error', () => ended.abort());
    client.on('end', () => ended.abort());
    client.on('notification', ({ channel, payload }) => this.ring(channel, payload ?? ''));
    try {
      await client.connect();
      await client.query('SET synchronous_commit = off');
      await this.listenOn(client, [...this.listeners.keys()]);
      this.client = client;
      opened();
      if (again) for (const listener of this.reconnected) this.guarded(listener);
      void this.flush();
      const over = AbortSignal.any([ended.signal, this.stopping.signal]);
      while (!over.aborted) {
        await this.clock.sleep(HEARTBEAT_MS, over);
        if (!over.aborted) await client.query('SELECT 1');
      }
    } finally {
      this.client = undefined;
      await client.end().catch(() => undefined);
    }
  }

  private async listenOn(client: Client, channels: readonly string[]): Promise<void> {
    if (channels.length === 0) return;
    try {
      await client.query(channels.map((channel) => `LISTEN ${client.escapeIdentifier(channel)}`).join(';'));
    } catch {
      await client.end().catch(() => undefined);
    }
  }

  private async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    // What is rung in this turn of the event loop still joins.
    await Promise.resolve();
    while (this.client && this.pending.length > 0) {
      const client = this.client;
      const bells = this.pending.splice(0, MAX_BATCH);
      try {
        await client.query({
          name: 'doorbell',
          text: 'SELECT count(pg_notify(c, p)) FROM unnest($1::text[], $2::text[]) AS t(c, p)',
          values: [bells.map((bell) => bell.channel), bells.map((bell) => bell.payload)],
        });
      } catch {
        this.pending.unshift(...bells.slice(-MAX_PENDING));
        await client.end().catch(() => undefined);
        break;
      }
    }
    this.flushing = false;
  }

  private ring(channel: string, payload: string): void {
    for (const listener of this.listeners.get(channel) ?? []) this.guarded(() => listener(payload));
  }

  private guarded(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.logger.error(error);
    }
  }
}
