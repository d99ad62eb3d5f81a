import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchChain } from './chain.js';
import { tableOf, type Row } from './report.js';
import { benchRouter } from './router.js';
import { benchVenues } from './venues.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    markets: { type: 'string', default: '4000' },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Every part, by the name that `--only` takes. */
const PARTS: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  venues: () => benchVenues(progress),
  chain: () => benchChain(progress),
  router: () => benchRouter(markets, progress),
};

const markets = Number(values.markets);
if (!Number.isInteger(markets) || markets < 100) {
  process.stderr.write(`--markets got ${values.markets}; it takes a whole number from 100 on\n`);
  process.exit(2);
}
const wanted = values.only?.split(',') ?? Object.keys(PARTS);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(`--only got ${unknown.join(', ')}; it takes ${Object.keys(PARTS).join(', ')}\n`);
  process.exit(2);
}

const rows: Row[] = [];
for (const name of wanted) {
  progress(`${name} …`);
  rows.push(...((await PARTS[name]?.()) ?? []));
}
print(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}). Ratios count, not figures.\n`,
);
print(tableOf(rows));
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
if (rows.some(({ target }) => target?.met === false)) print('\nNot all targets were met in this run.');
