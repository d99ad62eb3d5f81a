import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { HealthCheckResult, HealthIndicatorResult } from '@nestjs/terminus';
import { Queue } from 'bullmq';
import { Chain } from '../chain/chain.js';
import { Clock } from '../common/clock.js';
import { withTimeout } from '../common/timeout.js';
import { Database } from '../database/database.js';
import { EventBus } from '../events/event-bus.js';
import { ORDER_QUEUE } from '../execution/order-queue.js';
import { queueFacts } from './queue-facts.js';

const PING = { name: 'readiness_ping', text: 'SELECT 1' };
const TIMEOUT_MS = 1_000;

/** Whether this process can take orders now, with the state of everything it depends on. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: Database,
    @InjectQueue(ORDER_QUEUE) private readonly queue: Queue,
    private readonly bus: EventBus,
    private readonly chain: Chain,
    private readonly clock: Clock,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Rejects with Terminus' exception, which carries the same report, when something is down. */
  check(): Promise<HealthCheckResult> {
    return this.health.check([
      () =>
        this.probe('process', () => (this.stopping ? Promise.reject(new Error('shutting down')) : Promise.resolve({}))),
      () => this.probe('database', () => this.database.query(PING, []).then(() => ({}))),
      () => this.probe('queue', () => queueFacts(this.queue)),
      () =>
        this.probe('bus', () =>
          this.bus.connected() ? Promise.resolve({}) : Promise.reject(new Error('not connected')),
        ),
      () => this.probe('chain', () => Promise.resolve(this.chainFacts())),
    ]);
  }

  /** The newest slot, its time in the chain's own time, and how long slots take. */
  private chainFacts(): Record<string, unknown> {
    const { slot, time, slotMs } = this.chain.head();
    return { slot, time: new Date(time * 1_000).toISOString(), slotMs };
  }

  private async probe(name: string, ask: () => Promise<Record<string, unknown>>): Promise<HealthIndicatorResult> {
    const check = this.indicator.check(name);
    try {
      return check.up(await withTimeout(ask(), TIMEOUT_MS, name, this.clock));
    } catch (error) {
      return check.down({ message: (error as Error).message });
    }
  }
}
