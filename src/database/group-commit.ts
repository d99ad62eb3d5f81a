export interface GroupCommitOptions<Command, Result> {
  /** Commands of one key never share a batch: two of them matched by key could both believe they won. */
  readonly keyOf: (command: Command) => string;
  /** One statement for all; results in the order of the commands. */
  readonly run: (commands: readonly Command[]) => Promise<readonly Result[]>;
  /** Called once after each committed batch. Must not throw. */
  readonly committed?: (commands: readonly Command[], results: readonly Result[]) => void;
  readonly maxBatch?: number;
  /** Errors after which what waits would fare no better: it is rejected too, rather than wait its turn to be. */
  readonly isHopeless?: (error: unknown) => boolean;
}

interface Entry<Command, Result> {
  readonly command: Command;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const DEADLOCK_RETRIES = 10;

/**
 * While one round trip is under way the next batch gathers, and goes as one statement: no timer, no latency when idle.
 * A deadlock runs the batch again; a data error runs it command by command, so that only the guilty one fails; any other
 * error rejects the whole batch, whose outcome the callers must then look up.
 */
export class GroupCommit<Command, Result> {
  private waiting: Entry<Command, Result>[] = [];
  private running = false;
  private whenIdle: (() => void)[] = [];

  constructor(private readonly options: GroupCommitOptions<Command, Result>) {}

  submit(command: Command): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ command, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void> {
    return this.running ? new Promise((resolve) => this.whenIdle.push(resolve)) : Promise.resolve();
  }

  private async drain(): Promise<void> {
    this.running = true;
    // What arrives in this turn of the event loop still joins the first batch.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.commit(this.nextBatch());
    this.running = false;
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private nextBatch(): Entry<Command, Result>[] {
    const batch: Entry<Command, Result>[] = [];
    const later: Entry<Command, Result>[] = [];
    const keys = new Set<string>();
    const max = this.options.maxBatch ?? 500;
    for (const entry of this.waiting) {
      const key = this.options.keyOf(entry.command);
      // A later command of a key that waits must not overtake it either.
      if (batch.length < max && !keys.has(key)) batch.push(entry);
      else later.push(entry);
      keys.add(key);
    }
    this.waiting = later;
    return batch;
  }

  private async commit(batch: readonly Entry<Command, Result>[]): Promise<void> {
    for (let round = 0; ; round++) {
      try {
        const commands = batch.map((entry) => entry.command);
        const results = await this.options.run(commands);
        this.options.committed?.(commands, results);
        batch.forEach((entry, index) => entry.resolve(results[index] as Result));
        return;
      } catch (error) {
        if (isDeadlock(error) && round < DEADLOCK_RETRIES) continue;
        if (isDataError(error) && batch.length > 1) {
          for (const entry of batch) await this.commit([entry]);
        } else {
          const hopeless = this.options.isHopeless?.(error) ? this.waiting.splice(0) : [];
          for (const entry of [...batch, ...hopeless]) entry.reject(error);
        }
        return;
      }
    }
  }
}

function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function isDeadlock(error: unknown): boolean {
  return sqlState(error) === '40P01' || sqlState(error) === '40001';
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
function isDataError(error: unknown): boolean {
  return /^2[23][0-9A-Z]{3}$/.test(sqlState(error));
}
