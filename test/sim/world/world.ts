import { ApiProcess } from './api-process.js';
import type { BadBus } from './bad-bus.js';
import { FeedWatcher } from './feed-watcher.js';
import { SimClient, type Habit } from './client.js';
import { Jobs } from './jobs.js';
import { Ledger, SLOT_MS } from './ledger.js';
import { Lot } from './lot.js';
import { Machine } from './machine.js';
import { orderIdOf } from './order-name.js';
import { Scheduler } from './scheduler.js';
import { Store } from './store.js';
import { verdictOf } from './verdict.js';
import { WorkerProcess } from './worker-process.js';

const EPOCH = Date.parse('2026-11-21T02:00:00Z');
const CLIENTS = 6;
const ARRIVAL_MS = 1_500;
const STORM_MS = 4_000;
/** By then everything has to have ended, ms. */
const LIMIT_MS = 60_000;
/** For the feed, which nobody can tell from whether it has ended, ms. */
const CATCH_UP_MS = 4_500;
const HOUR_MS = 3_600_000;
const HABITS: readonly Habit[] = [
  'trades',
  'trades',
  'trades',
  'trades',
  'cancels',
  'never comes',
  'watches',
  'sends twice',
];

/** What a run came to. */
export interface Report {
  readonly seed: number;
  /** Promises that were broken; empty when all were kept. */
  readonly broken: readonly string[];
  /** How often each kind of fault happened. */
  readonly counts: ReadonlyMap<string, number>;
  readonly trace: readonly string[];
}

/** Several processes of the engine, their surroundings and their clients, in virtual time, from one seed. */
export class World {
  readonly scheduler = new Scheduler();
  readonly lot: Lot;
  readonly store = new Store(() => this.databaseTime());
  readonly jobs = new Jobs(() => this.scheduler.now);
  readonly ledger: Ledger;
  readonly clients: SimClient[] = [];
  readonly feed = new FeedWatcher(this);
  readonly counts = new Map<string, number>();
  readonly trace: string[] = [];
  stormy: boolean;
  busDead = false;
  private readonly apis = new Map<Machine, ApiProcess>();
  private readonly buses = new Map<Machine, BadBus>();
  readonly machines: Machine[] = [];
  /** What no process may do, and one did. */
  readonly wrongs: string[] = [];
  private ids = 0;
  private signatures = 0;

  /** @param clients how many come by themselves; @param stormy whether faults happen from the start */
  constructor(
    private readonly seed: number,
    { clients = CLIENTS, stormy = true }: { readonly clients?: number; readonly stormy?: boolean } = {},
  ) {
    this.stormy = stormy;
    this.lot = new Lot(seed);
    this.ledger = new Ledger(new Lot(seed ^ 0x5bd1e995));
    for (const name of ['api 1', 'api 2'])
      this.add(name, (machine) => this.apis.set(machine, new ApiProcess(machine)).get(machine));
    for (const name of ['worker 1', 'worker 2']) this.add(name, (machine) => new WorkerProcess(machine));
    for (let n = 0; n < clients; n += 1) {
      const client = new SimClient(this, `client ${n}`, this.lot.of(HABITS));
      this.clients.push(client);
      this.scheduler.after(this.lot.between(0, ARRIVAL_MS), () => client.start());
    }
    if (clients > 0) this.scheduler.after(1, () => this.feed.connect());
    this.everyOf(SLOT_MS, () => this.ledger.produce());
    this.everyOf(80, () => this.stormy && this.strike());
  }

  async run(): Promise<Report> {
    for (const machine of this.machines) machine.start();
    await this.scheduler.run(STORM_MS);
    this.note('the storm is over');
    this.stormy = false;
    this.busDead = false;
    for (const machine of this.machines) machine.thaw();
    const ended = (): boolean =>
      this.clients.every((client) => !client.waits) &&
      [...this.store.orders.values()].every(({ finishedAt }) => finishedAt !== null);
    await this.scheduler.run(LIMIT_MS, ended);
    await this.scheduler.run(this.scheduler.now + CATCH_UP_MS);
    for (const { status, attempt } of this.store.orders.values()) {
      this.count(`orders ${status}`);
      if (attempt > 1) this.count('orders tried again');
    }
    return { seed: this.seed, broken: verdictOf(this), counts: this.counts, trace: this.trace };
  }

  readonly count = (what: string, times = 1): void => {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  };

  note(line: string): void {
    this.trace.push(`${this.scheduler.now.toFixed(1).padStart(8)} ms  ${line}`);
  }

  databaseTime(): number {
    return EPOCH + this.scheduler.now;
  }

  nextId(): string {
    return orderIdOf((this.ids += 1));
  }

  nextSignature(): number {
    return (this.signatures += 1);
  }

  anyApi(): ApiProcess | undefined {
    const alive = [...this.apis.values()];
    return alive.length === 0 ? undefined : this.lot.of(alive);
  }

  listening(): { readonly machine: Machine; readonly bus: BadBus }[] {
    return [...this.buses].map(([machine, bus]) => ({ machine, bus }));
  }

  private add(name: string, boot: (machine: Machine) => { readonly bus: BadBus } | undefined): void {
    const start = (machine: Machine): void => {
      const process = boot(machine);
      if (process) this.buses.set(machine, process.bus);
      this.note(`${name} starts`);
    };
    const died = (machine: Machine): void => {
      const api = this.apis.get(machine);
      this.apis.delete(machine);
      this.buses.delete(machine);
      if (api) for (const watcher of [this.feed, ...this.clients]) watcher.gone(api);
      this.scheduler.after(this.lot.between(50, 600), () => machine.start());
    };
    this.machines.push(new Machine(name, this, start, died));
  }

  private everyOf(ms: number, task: () => unknown): void {
    this.scheduler.after(ms, () => {
      task();
      this.everyOf(ms, task);
    });
  }

  /** Something from outside that nobody asked for. */
  private strike(): void {
    const { lot } = this;
    const machine = lot.of(this.machines);
    const drawn = lot.next();
    if (drawn < 0.05) machine.crash('for no reason');
    else if (drawn < 0.12) machine.freeze(lot.between(200, 2_500));
    else if (drawn < 0.14) {
      this.count('queues flushed');
      this.note('the queue forgets everything');
      this.count('jobs lost', this.jobs.flush());
    } else if (drawn < 0.18) {
      this.count('transactions dropped', this.ledger.drop());
    } else if (drawn < 0.21) {
      this.count('clocks jumped');
      machine.clock.skewMs = lot.of([-HOUR_MS, HOUR_MS]);
      this.note(`the clock of ${machine.name} is off by ${machine.clock.skewMs} ms`);
    } else if (drawn < 0.35) lot.of([this.feed, ...this.clients]).cut();
    else if (drawn < 0.38) this.busDead = !this.busDead;
  }
}
