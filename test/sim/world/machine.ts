import { MachineClock } from './machine-clock.js';
import type { World } from './world.js';

/** What may become of a call to another system. */
type Fate = 'answered' | 'refused' | 'cut' | 'late';

/** Chances per call while the storm lasts. */
const CRASH = 0.004;
const REFUSED = 0.01;
const CUT = 0.015;
const LATE = 0.01;
/** Calls of processes that have nothing to do: not worth a line. */
const IDLE: ReadonlySet<string> = new Set(['take a job', 'head', 'renew a lock', 'database_time', 'orders_overdue']);

/** A process: it can be killed at any of its waits, and stand still while the world goes on. */
export class Machine {
  /** Counts its lives: what belongs to an earlier one never runs again. */
  life = 0;
  frozen = false;
  alive = false;
  readonly clock = new MachineClock(this);
  private thawing: (() => void)[] = [];

  constructor(
    readonly name: string,
    readonly world: World,
    private readonly boot: (machine: Machine) => void,
    private readonly died: (machine: Machine) => void,
  ) {}

  start(): void {
    this.alive = true;
    this.boot(this);
  }

  /** Runs what was waited for, now, after the thaw, or never. */
  resume(life: number, task: () => void): void {
    if (life !== this.life) return;
    if (this.frozen) this.thawing.push(task);
    else task();
  }

  /**
   * A call to another system: takes time both ways, and may be lost on either. A caller that dies takes its answer with
   * it, but not the effect.
   * @param away what the caller is told when there is no answer
   */
  call<T>(what: string, effect: () => T, away: () => Error): Promise<T> {
    const { world, life } = this;
    const { scheduler, lot } = world;
    // What the dead still do in their last turn comes to nothing.
    if (!this.alive) return new Promise(() => undefined);
    if (world.stormy && lot.chance(CRASH / 2)) {
      this.crash(`before ${what}`);
      return new Promise(() => undefined);
    }
    const fate = this.fate();
    if (fate !== 'answered' || !IDLE.has(what))
      world.note(`${this.name} ${what}${fate === 'answered' ? '' : `: ${fate}`}`);
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        if (fate !== 'refused' && what.startsWith('submit')) world.count('sent without an answer');
        world.count(fate === 'refused' ? 'calls refused' : fate === 'cut' ? 'answers lost' : 'effects after the error');
        scheduler.after(lot.between(1, 40), () => this.resume(life, () => reject(away())));
      };
      if (fate === 'refused') {
        fail();
        return;
      }
      if (fate === 'late') {
        fail();
        scheduler.after(lot.between(20, 1_500), () => void attempt(effect));
        return;
      }
      scheduler.after(lot.between(0.2, 4), () => {
        const outcome = attempt(effect);
        if (world.stormy && life === this.life && lot.chance(CRASH / 2)) this.crash(`after ${what}`);
        if (fate === 'cut') {
          fail();
          return;
        }
        scheduler.after(lot.between(0.2, 4), () =>
          this.resume(life, () => {
            if ('error' in outcome) reject(outcome.error as Error);
            else resolve(outcome.value);
          }),
        );
      });
    });
  }

  crash(where: string): void {
    if (!this.alive) return;
    this.alive = false;
    this.world.count('crashes');
    this.world.note(`${this.name} dies ${where}`);
    this.life += 1;
    this.frozen = false;
    this.thawing = [];
    this.clock.skewMs = 0;
    this.died(this);
  }

  freeze(ms: number): void {
    if (this.frozen || !this.alive) return;
    const { life } = this;
    this.world.count('freezes');
    this.world.note(`${this.name} stands still for ${ms.toFixed(0)} ms`);
    this.frozen = true;
    this.world.scheduler.after(ms, () => {
      if (life === this.life) this.thaw();
    });
  }

  thaw(): void {
    this.frozen = false;
    for (const task of this.thawing.splice(0)) task();
  }

  private fate(): Fate {
    const { stormy, lot } = this.world;
    const drawn = lot.next();
    if (!stormy) return 'answered';
    if (drawn < REFUSED) return 'refused';
    if (drawn < REFUSED + CUT) return 'cut';
    return drawn < REFUSED + CUT + LATE ? 'late' : 'answered';
  }
}

function attempt<T>(effect: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: effect() };
  } catch (error) {
    return { error };
  }
}
