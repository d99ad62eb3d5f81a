import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { AppConfig } from '../../config/app-config.js';
import { PgDoorbell } from '../../database/pg-doorbell.js';
import { BELLS } from './bells.js';
import { BlockProducer } from './block-producer.js';
import { ChainReader } from './chain-reader.js';
import { ChainView } from './chain-view.js';

/** The least age at which what was read is looked after again, bell or no bell. */
const MIN_STALE_MS = 1_000;

/** Keeps the view up to date where another process makes the slots: by its bell, and by looking when the bell is silent. */
@Injectable()
export class ChainFollower {
  private readonly logger = new Logger(ChainFollower.name);
  private readAt = -Infinity;
  private reading: Promise<void> | undefined;
  private moved: () => void = () => undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly doorbell: PgDoorbell,
    private readonly producer: BlockProducer,
    private readonly reader: ChainReader,
    private readonly view: ChainView,
  ) {}

  /** Begins to listen. `moved` is called after each read that found a new slot. */
  start(moved: () => void): void {
    this.moved = moved;
    this.doorbell.listen(BELLS.slot, (payload) => this.heard(Number(payload)));
    this.doorbell.onReconnect(() => void this.follow());
  }

  /** Whether the view needs no look at the database. */
  get fresh(): boolean {
    if (this.producer.leads) return true;
    const staleMs = Math.max(MIN_STALE_MS, 2 * this.config.sim.slotMs);
    return this.clock.monotonic() - this.readAt < staleMs;
  }

  /** Reads what changed since; calls at the same time share one read. Rejects with the database's error. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private heard(slot: number): void {
    if (!(slot > this.view.slot)) return;
    this.producer.overtaken(slot);
    void this.follow(slot);
  }

  private async follow(slot = -1): Promise<void> {
    try {
      await this.refresh();
      // The read may have begun before this slot was there.
      if (this.view.slot < slot) await this.refresh();
    } catch (error) {
      this.readAt = -Infinity;
      this.logger.debug(`the chain could not be read: ${String(error)}`);
    }
  }

  private async read(): Promise<void> {
    const before = this.view.slot;
    const begun = this.clock.monotonic();
    const changes = await this.reader.changesAfter(before);
    if (!changes) return;
    this.readAt = begun;
    this.view.advance(changes.slot, changes.timeMs, changes.pools);
    if (this.view.slot > before) this.moved();
  }
}
