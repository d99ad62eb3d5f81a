/** One figure of a benchmark beside what it is to be compared with, measured in the same run. */
export interface Row {
  readonly part: string;
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  readonly yardstick?: { readonly name: string; readonly figure: number };
  /** What the figure is to be, as people say it, and whether it is. */
  readonly target?: { readonly text: string; readonly met: boolean };
}

const HEAD = ['part', 'what', 'figure', 'yardstick', 'ratio', 'target', ''] as const;

/** The rows as a table for a terminal. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ part, what, figure, unit, yardstick, target }) => [
    part,
    what,
    `${short(figure)} ${unit}`.trim(),
    yardstick ? `${short(yardstick.figure)} ${yardstick.name}` : '',
    yardstick ? short(figure / yardstick.figure) : '',
    target?.text ?? '',
    target ? (target.met ? 'met' : 'MISSED') : '',
  ]);
  const widths = HEAD.map((head, n) => Math.max(head.length, ...cells.map((row) => (row[n] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, n) => (n === 2 || n === 4 ? cell.padStart(widths[n] ?? 0) : cell.padEnd(widths[n] ?? 0))).join('  ');
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)]
    .map((text) => text.trimEnd())
    .join('\n');
}

function short(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}
