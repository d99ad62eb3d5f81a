import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { isDatabaseSilent } from './database.js';
import type { Statement } from './database.js';
import { GroupCommit } from './group-commit.js';
import { PipelinedConnection } from './pipelined-connection.js';

type Row = Readonly<Record<string, unknown>>;

/** What can take part in a round: one statement does the work of all commands of a kind. */
export interface RoundKind<Command, Result> {
  readonly statement: Statement;
  /** In a round, kinds of lower order run first. */
  readonly order: number;
  readonly values: (commands: readonly Command[]) => readonly unknown[];
  /** Results in the order of the commands. */
  readonly results: (rows: readonly Row[], commands: readonly Command[]) => readonly Result[];
  /** Called once after the commit. Must not throw. */
  readonly committed?: (commands: readonly Command[], results: readonly Result[]) => void;
}

interface Entry {
  readonly kind: RoundKind<unknown, unknown>;
  readonly key: string;
  readonly command: unknown;
}

/**
 * Group commit over kinds of commands: whatever gathered while a round was under way goes as the next one, a single
 * transaction in a single round trip. A data error runs the round again command by command.
 */
@Injectable()
export class Rounds implements OnApplicationShutdown {
  private readonly connection: PipelinedConnection;
  private readonly commits = new GroupCommit<Entry, unknown>({
    keyOf: (entry) => entry.key,
    run: (entries) => this.run(entries),
    isHopeless: isDatabaseSilent,
  });

  constructor(config: AppConfig) {
    this.connection = new PipelinedConnection(config.database.url ?? '', 'order-engine-rounds');
  }

  /** @param key commands of one key never share a round. Rejects with the driver's error. */
  submit<Command, Result>(kind: RoundKind<Command, Result>, key: string, command: Command): Promise<Result> {
    return this.commits.submit({ kind: kind as RoundKind<unknown, unknown>, key, command }) as Promise<Result>;
  }

  /** Resolves when nothing waits or is under way. */
  idle(): Promise<void> {
    return this.commits.idle();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.idle();
    await this.connection.close();
  }

  private async run(entries: readonly Entry[]): Promise<unknown[]> {
    const byKind = new Map<RoundKind<unknown, unknown>, number[]>();
    entries.forEach(({ kind }, index) => {
      const indices = byKind.get(kind);
      if (indices) indices.push(index);
      else byKind.set(kind, [index]);
    });
    const parts = [...byKind]
      .toSorted(([a], [b]) => a.order - b.order)
      .map(([kind, indices]) => ({ kind, indices, commands: indices.map((index) => entries[index]?.command) }));
    const rows = await this.connection.run(
      parts.map(({ kind, commands }) => ({ statement: kind.statement, values: kind.values(commands) })),
    );
    const results: unknown[] = [];
    parts.forEach(({ kind, indices, commands }, part) => {
      const answers = kind.results(rows[part] ?? [], commands);
      indices.forEach((index, n) => (results[index] = answers[n]));
      kind.committed?.(commands, answers);
    });
    return results;
  }
}
