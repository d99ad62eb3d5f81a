import { readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

it('the table of faults names for each of the 28 a test that exists', () => {
  const rows = [...read('docs/reliability.md').matchAll(/^\| (F\d+) +\|.*`(test\/[\w/.-]+)` +\|$/gm)];
  expect(rows.map(([, fault]) => fault)).toEqual(Array.from({ length: 28 }, (_, n) => `F${n + 1}`));
  for (const [, fault, file = ''] of rows) expect(read(file)).toMatch(new RegExp(`['"\`]${fault}: `));
});
