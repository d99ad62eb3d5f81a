import { checkMarkets } from './check-markets.js';

const COUNT = Number(process.env['MARKETS'] ?? 10_000);
const SEED = process.env['MARKETS_SEED'] ?? 'markets';
const HEAD = `${''.padEnd(44)} ${'n'.padStart(6)} ${['min', 'median', 'p99', 'max'].map((name) => name.padStart(10)).join(' ')}`;

/** The long run: the table of figures, and failure when anything that must hold did not. */
test(`${COUNT} random markets`, async () => {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const start = performance.now();
  const findings = await checkMarkets(COUNT, SEED, (done) => {
    print(`${done} of ${COUNT} markets, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  });
  print(`\n${HEAD}`);
  for (const [name, sample] of [...findings.samples].toSorted(([a], [b]) => (a < b ? -1 : 1))) print(sample.row(name));
  print(`refused: ${findings.refused}; failures: ${findings.failures.length}`);
  for (const failure of findings.failures.slice(0, 40)) print(failure);
  expect(findings.failures).toEqual([]);
});
