import type { Figure } from './figure.js';
import { faultsOf } from './figure.js';
import type { Scenario } from './scenario.js';

const pairs = (record: Readonly<Record<string, number>>): string =>
  Object.entries(record)
    .map(([what, n]) => `${what} ${n}`)
    .join(', ');

/** Shows how storms go, and at the end a table of what came out. */
export class Report {
  private readonly lines: string[] = [];

  /** A line of progress; on a terminal it takes the place of the one before. */
  progress({ id }: Scenario, line: string): void {
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${id}: ${line}` : `${id}: ${line}\n`);
  }

  add({ id, title }: Scenario, figure: Figure, seconds: number): void {
    const faults = faultsOf(figure);
    this.lines.push(
      `${id.padEnd(4)} ${faults.length === 0 ? 'held  ' : 'BROKEN'} ${`${Math.round(seconds)} s`.padStart(7)}  ${title}: ${figure.size}`,
      `       happened: ${pairs(figure.happened)}`,
      ...(figure.measured ? [`       measured: ${pairs(figure.measured)}`] : []),
      ...(faults.length > 0 ? [`       BROKEN: ${faults.join('; ')}`] : []),
    );
  }

  /** A storm that did not come to its end. */
  fail({ id, title }: Scenario, error: unknown): void {
    this.lines.push(
      `${id.padEnd(4)} BROKEN           ${title}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }

  skip({ id, title }: Scenario, why: string): void {
    this.lines.push(`${id.padEnd(4)} skipped          ${title}: ${why}`);
  }

  print(): void {
    process.stderr.write(`\n\n${this.lines.join('\n')}\n\n`);
  }
}
