import { Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { Clock } from '../common/clock.js';
import type { RedisConfig } from '../config/app-config.js';
import { decodeBatch, encodeBatch } from './bus-codec.js';
import { EventBus } from './event-bus.js';
import type { BusListener, BusMessage } from './event-bus.js';
import { LocalListeners } from './local-listeners.js';
import { TurnBuffer } from './turn-buffer.js';

const MAX_PAYLOAD_BYTES = 256 * 1024;
/** Past this the connection does not drain and messages are dropped; whoever misses one reads the journal. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024;
const PING_MS = 2_000;

const OPTIONS: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 500,
  connectTimeout: 2_000,
  noDelay: true,
  retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 5), 1_000),
};

/** The bus on Redis pub/sub, over two connections of its own. */
export class RedisEventBus extends EventBus implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(RedisEventBus.name);
  private readonly local = new LocalListeners();
  private readonly outgoing = new TurnBuffer((messages) => this.send(messages));
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly channel: string;
  private listening = false;
  private complained = false;
  private stopPinging: (() => void) | undefined;

  constructor(
    redis: RedisConfig,
    prefix: string,
    private readonly processId: string,
    private readonly clock: Clock,
  ) {
    super();
    this.channel = `${prefix}:events`;
    this.publisher = this.open(redis, 'bus-publisher');
    this.subscriber = this.open(redis, 'bus-subscriber');
    this.subscriber.on('message', (_channel: string, payload: string) => this.receive(payload));
    this.subscriber.on('ready', () => void this.listen());
    this.subscriber.on('close', () => (this.listening = false));
  }

  onModuleInit(): void {
    // Not awaited: the engine starts, and goes on, without its bus.
    for (const connection of [this.publisher, this.subscriber]) connection.connect().catch(() => undefined);
    this.stopPinging = this.clock.every(
      PING_MS,
      () => this.ping(),
      () => undefined,
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopPinging?.();
    this.outgoing.drain();
    if (this.publisher.status === 'ready') await this.publisher.quit().catch(() => undefined);
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  publish(messages: readonly BusMessage[]): void {
    this.local.deliver(messages);
    if (this.publisher.status === 'ready') this.outgoing.add(messages);
  }

  subscribe(listener: BusListener): () => void {
    return this.local.add(listener);
  }

  connected(): boolean {
    return this.publisher.status === 'ready' && this.listening;
  }

  private open({ url, host, port }: RedisConfig, name: string): Redis {
    const options: RedisOptions = { ...OPTIONS, connectionName: name, autoResubscribe: false };
    const connection =
      url === undefined
        ? new Redis({ ...options, ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) })
        : new Redis(url, options);
    connection.on('error', (error: Error) => {
      if (this.complained) return;
      this.complained = true;
      this.logger.warn(
        `Redis is away (${error.message}); events reach other processes by their sweeps until it is back`,
      );
    });
    return connection;
  }

  private async listen(): Promise<void> {
    try {
      await this.subscriber.subscribe(this.channel);
      this.listening = true;
      if (this.complained) this.logger.log('Redis is back');
      this.complained = false;
    } catch {
      this.subscriber.disconnect(true);
    }
  }

  private send(messages: readonly BusMessage[]): void {
    for (const payload of encodeBatch(this.processId, messages, MAX_PAYLOAD_BYTES)) {
      if (this.publisher.status !== 'ready' || this.publisher.stream.writableLength > MAX_UNSENT_BYTES) return;
      this.publisher.publish(this.channel, payload).catch(() => undefined);
    }
  }

  private receive(payload: string): void {
    try {
      this.local.deliver(decodeBatch(this.processId, payload) ?? []);
    } catch (error) {
      this.logger.warn(`a message on ${this.channel} is not ours: ${String(error)}`);
    }
  }

  /** A connection whose other end is gone without a word looks healthy for many minutes. */
  private async ping(): Promise<void> {
    const connections = [this.publisher, this.subscriber].filter(({ status }) => status === 'ready');
    await Promise.all(connections.map((connection) => connection.ping().catch(() => connection.disconnect(true))));
  }
}
