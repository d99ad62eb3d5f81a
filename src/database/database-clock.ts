import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Database } from './database.js';

const NOW = { name: 'database_clock', text: 'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now' };
const REFRESH_MS = 10_000;
/** Beyond this, times that clients see make no sense beside those that the database decides by. */
const WARN_MS = 1_000;

/** The database's time without a round trip: as last read, plus what a clock that never jumps has counted since. */
@Injectable()
export class DatabaseClock implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(DatabaseClock.name);
  private readAt = 0;
  private time = 0;
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
    const ahead = this.clock.now() - this.now();
    if (Math.abs(ahead) > WARN_MS) {
      this.log.warn(
        `this machine's clock is ${Math.round(Math.abs(ahead))} ms ${ahead > 0 ? 'ahead of' : 'behind'} the database's`,
      );
    }
    this.stop = this.clock.every(
      REFRESH_MS,
      () => this.refresh(),
      () => undefined,
    );
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  /** ms since the Unix epoch. */
  now(): number {
    return this.time + this.clock.monotonic() - this.readAt;
  }

  private async refresh(): Promise<void> {
    const asked = this.clock.monotonic();
    const [row] = await this.database.query<{ now: string }>(NOW, []);
    // The answer is from some moment in between.
    this.readAt = (asked + this.clock.monotonic()) / 2;
    this.time = Number(row?.now);
  }
}
