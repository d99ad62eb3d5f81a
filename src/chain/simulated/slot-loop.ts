import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { AppConfig } from '../../config/app-config.js';
import { PgDoorbell } from '../../database/pg-doorbell.js';
import { BELLS } from './bells.js';
import { BlockProducer, type ProducedSlot, type Production } from './block-producer.js';
import { Waiters } from './waiters.js';

/** A reason spares the exception that `abort` would make otherwise, with its stack. */
const WOKEN = 'woken';

/** How often a stand-by looks whether the lease has lapsed, and an idle leader whether a bell was missed. */
const LOOK_MS = 500;
/** Empty slots while somebody waits, where slots otherwise come as transactions do. */
const DEMAND_SLOT_MS = 50;
/** How long demand from another process lasts unless it is repeated. */
const DEMAND_LASTS_MS = 1_000;

/** When slots are made: by the clock, or (length 0) when there is work or somebody waits; by hand where set so. */
@Injectable()
export class SlotLoop {
  private readonly logger = new Logger(SlotLoop.name);
  private readonly stopping = new AbortController();
  private pause = new AbortController();
  private turn: Promise<unknown> = Promise.resolve();
  private running: Promise<void> | undefined;
  private demandedUntil = -Infinity;
  private nextAt = -Infinity;
  private lookAt = -Infinity;
  private failures = 0;
  private produced: (slot: ProducedSlot) => void = () => undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly producer: BlockProducer,
    private readonly waiters: Waiters,
    private readonly doorbell: PgDoorbell,
  ) {}

  /** Starts producing, unless this process has not that role or tests make the slots. */
  start(produced: (slot: ProducedSlot) => void): void {
    this.produced = produced;
    const { roles, sim } = this.config;
    if (!roles.includes('chain')) return;
    this.doorbell.listen(BELLS.mempool, () => this.work());
    this.doorbell.listen(BELLS.demand, () => this.demand());
    if (!sim.manual) this.running = this.loop();
  }

  /** Finishes the slot under way and gives up the lead. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.pause.abort();
    await this.running;
    await this.turn;
    if (this.config.roles.includes('chain')) await this.producer.release();
  }

  /** Something waits that only the database knows. */
  work(): void {
    this.producer.lookAgain();
    this.wake();
  }

  /** Slots should come for a while, even empty ones. */
  demand(): void {
    this.demandedUntil = this.clock.monotonic() + DEMAND_LASTS_MS;
    this.wake();
  }

  /** There may be a reason to make a slot now. */
  wake(): void {
    if (this.config.sim.slotMs === 0 && this.producer.active) this.pause.abort(WOKEN);
  }

  /** Makes one slot, empty or not; one at a time. */
  produce(evenEmpty: boolean): Promise<Production> {
    const turn = this.turn.then(async () => {
      const production = await this.producer.produce(evenEmpty);
      if (typeof production === 'object') this.produced(production);
      return production;
    });
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.pause = new AbortController();
      const waitMs = await this.round();
      if (waitMs <= 0 || this.stopping.signal.aborted) continue;
      const { slotMs } = this.config.sim;
      if (slotMs === 0 && this.producer.active && this.producer.hasWork) continue;
      await this.clock.sleep(waitMs, this.pause.signal);
    }
  }

  /** How long there is nothing to do, in ms. */
  private async round(): Promise<number> {
    const active = this.producer.active;
    try {
      const waitMs = this.config.sim.slotMs > 0 ? await this.timedRound() : await this.instantRound();
      this.failures = 0;
      if (waitMs !== undefined) return waitMs;
      // Another process leads, and may not have heard of what we thought was ours to include.
      if (active) this.doorbell.notify(BELLS.mempool, '');
      return LOOK_MS;
    } catch (error) {
      if (this.failures++ === 0) this.logger.warn(`no slot could be made: ${String(error)}`);
      return Math.min(50 * 2 ** this.failures, LOOK_MS);
    }
  }

  private async timedRound(): Promise<number | undefined> {
    const { slotMs } = this.config.sim;
    const begun = this.clock.monotonic();
    const late = begun - this.nextAt;
    if (late < 0) return -late;
    if ((await this.produce(true)) === 'stand-by') return undefined;
    this.nextAt = late < slotMs ? this.nextAt + slotMs : begun + slotMs;
    return this.nextAt - this.clock.monotonic();
  }

  private async instantRound(): Promise<number | undefined> {
    const begun = this.clock.monotonic();
    const demanded = this.waiters.any || begun < this.demandedUntil;
    const emptyDue = demanded && begun >= this.nextAt;
    if (begun >= this.lookAt) {
      this.producer.lookAgain();
      this.lookAt = begun + LOOK_MS;
    }
    if (this.producer.hasWork || emptyDue) {
      const production = await this.produce(emptyDue);
      if (production === 'stand-by') return undefined;
      if (production !== 'idle') this.nextAt = begun + DEMAND_SLOT_MS;
    }
    return demanded ? this.nextAt - this.clock.monotonic() : LOOK_MS;
  }
}
