import { Logger } from '@nestjs/common';
import { shortTrace } from './short-trace.js';
import { fingerprint, simulate } from './simulate.js';
import { World } from './world/world.js';

const SEED = process.env['SEED'];
const SEEDS = Number(process.env['SEEDS'] ?? 2_000);
const FIRST = Number(process.env['FIRST'] ?? 1);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `SEED=n` replays one run and prints its trace; else `SEEDS` (2000) seeds run, from `FIRST` (1) on. */
test(SEED === undefined ? `${SEEDS} seeds from ${FIRST} on` : `seed ${SEED}`, async () => {
  if (SEED !== undefined) {
    Logger.overrideLogger(false);
    const report = await new World(Number(SEED)).run();
    const { trace, broken } = report;
    for (const line of [...trace, '', ...broken, `trace ${fingerprint(report)}`]) print(line);
    expect(fingerprint(await new World(Number(SEED)).run())).toBe(fingerprint(report));
    expect(broken).toEqual([]);
    return;
  }
  const start = performance.now();
  const seconds = (): string => ((performance.now() - start) / 1_000).toFixed(0);
  const { broken, counts, missed } = await simulate(
    SEEDS,
    (done) => print(`${done} of ${SEEDS} seeds, ${seconds()} s`),
    FIRST,
  );
  print('\nwhat happened:');
  for (const [what, times] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    print(`  ${String(times).padStart(8)}  ${what}`);
  for (const report of broken.slice(0, 20)) {
    print(`\nseed ${report.seed} (SEED=${report.seed} npm run test:sim shows it):`);
    for (const line of report.broken) print(`  ${line}`);
  }
  if (broken[0]) print(`\nseed ${broken[0].seed}, what concerned the first of these:`);
  for (const line of broken[0] ? shortTrace(broken[0]) : []) print(line);
  print(`\n${broken.length} of ${SEEDS} seeds broke a promise`);
  expect(missed).toEqual([]);
  expect(broken.map(({ seed }) => seed)).toEqual([]);
});
