import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { AppConfig } from '../config/app-config.js';
import { CLOSE } from './close-codes.js';
import type { EngineSocket } from './engine-socket.js';
import { LATEST_GOODBYE_MS, SHUTDOWN_GRACE_MS } from './timing.js';

/** Pings that a peer may leave unanswered. */
const MAX_MISSED = 2;
/** Sockets pinged before other work gets its turn. */
const SLICE = 500;

/** Every open socket of this process: its heartbeat, and its end when the server goes away. */
@Injectable()
export class LiveSockets implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly sockets = new Set<EngineSocket>();
  private stopPinging: (() => void) | undefined;
  private leaving: Promise<void> | undefined;
  private cancelGoodbye: (() => void) | undefined;
  private whenEmpty: (() => void) | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  get size(): number {
    return this.sockets.size;
  }

  /** Whether new sockets are refused. */
  get closing(): boolean {
    return this.leaving !== undefined;
  }

  onApplicationBootstrap(): void {
    const { pingMs } = this.config.realtime;
    this.stopPinging = this.clock.every(
      pingMs,
      () => this.ping(),
      () => undefined,
    );
  }

  /** Orders come to a safe point first, but not at the cost of a goodbye: a database that is away holds everything up. */
  onModuleDestroy(): void {
    this.cancelGoodbye = this.clock.after(LATEST_GOODBYE_MS, () => void this.goAway());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.goAway();
  }

  add(socket: EngineSocket): void {
    this.sockets.add(socket);
  }

  remove(socket: EngineSocket): void {
    this.sockets.delete(socket);
    if (this.sockets.size === 0) this.whenEmpty?.();
  }

  /** Tells every client to come back elsewhere (1001), takes no new ones, and ends those that do not go. Runs once. */
  goAway(): Promise<void> {
    return (this.leaving ??= this.leave());
  }

  private async leave(): Promise<void> {
    this.cancelGoodbye?.();
    this.stopPinging?.();
    for (const socket of this.sockets) {
      socket.finish(CLOSE.GOING_AWAY, 'the server is going away; reconnect with lastSeq');
    }
    const patience = new AbortController();
    this.whenEmpty = () => patience.abort();
    if (this.sockets.size > 0) await this.clock.sleep(SHUTDOWN_GRACE_MS, patience.signal);
    for (const socket of this.sockets) socket.terminate();
  }

  private async ping(): Promise<void> {
    let count = 0;
    for (const socket of this.sockets) {
      if (socket.missedPings >= MAX_MISSED) {
        socket.terminate();
      } else if (socket.readyState === socket.OPEN) {
        socket.missedPings++;
        socket.ping();
      }
      if (++count % SLICE === 0) await new Promise(setImmediate);
    }
  }
}
