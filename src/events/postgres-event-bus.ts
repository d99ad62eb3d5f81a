import { Logger } from '@nestjs/common';
import type { OnModuleInit, OnApplicationShutdown } from '@nestjs/common';
import type { PgDoorbell } from '../database/pg-doorbell.js';
import { decodeBatch, encodeBatch } from './bus-codec.js';
import { EventBus } from './event-bus.js';
import type { BusListener, BusMessage } from './event-bus.js';
import { LocalListeners } from './local-listeners.js';
import { TurnBuffer } from './turn-buffer.js';

const CHANNEL = 'engine_events';
/** PostgreSQL takes payloads below 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;

/** The bus on LISTEN/NOTIFY. */
export class PostgresEventBus extends EventBus implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(PostgresEventBus.name);
  private readonly local = new LocalListeners();
  private readonly outgoing = new TurnBuffer((messages) => {
    for (const payload of encodeBatch(this.processId, messages, MAX_PAYLOAD_BYTES)) this.bell.notify(CHANNEL, payload);
  });
  private stop: (() => void) | undefined;

  constructor(
    private readonly bell: PgDoorbell,
    private readonly processId: string,
  ) {
    super();
  }

  onModuleInit(): void {
    this.stop = this.bell.listen(CHANNEL, (payload) => this.receive(payload));
  }

  onApplicationShutdown(): void {
    this.outgoing.drain();
    this.stop?.();
  }

  publish(messages: readonly BusMessage[]): void {
    this.local.deliver(messages);
    this.outgoing.add(messages);
  }

  subscribe(listener: BusListener): () => void {
    return this.local.add(listener);
  }

  connected(): boolean {
    return this.bell.connected();
  }

  private receive(payload: string): void {
    try {
      this.local.deliver(decodeBatch(this.processId, payload) ?? []);
    } catch (error) {
      this.logger.warn(`a message on ${CHANNEL} is not ours: ${String(error)}`);
    }
  }
}
