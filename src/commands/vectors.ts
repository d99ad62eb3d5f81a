import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkVectors } from '../venues/vectors/check-vectors.js';

/*
 * `npm run vectors -- DIR`: compares the venues with every `*vectors*.json` of DIR. Exits with 1 on a difference and
 * with 2 when there is nothing to compare.
 */

const FIXTURES = fileURLToPath(new URL('../../test/fixtures', import.meta.url));

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function jsonFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(directory, name));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8')) as unknown;
}

/** The pool states among a directory's files, by id; files of another kind are passed over. */
function poolStates(directory: string): Map<string, unknown> {
  const pools = new Map<string, unknown>();
  for (const path of jsonFiles(directory)) {
    try {
      const json = readJson(path) as { pool?: unknown; vectors?: unknown } | null;
      if (typeof json?.pool === 'string' && json.vectors === undefined) pools.set(json.pool, json);
    } catch {
      // Reported where the file is one of vectors; otherwise of no concern.
    }
  }
  return pools;
}

const directory = process.argv[2] ?? fail('usage: npm run vectors -- DIR');
let files: string[];
try {
  files = jsonFiles(directory).filter((path) => basename(path).includes('vectors'));
} catch (error) {
  fail(`cannot read ${directory}: ${(error as Error).message}`);
}
if (files.length === 0) fail(`${directory} holds no *vectors*.json`);

const pools = new Map([...poolStates(FIXTURES), ...poolStates(directory)]);
let failed = false;
for (const path of files) {
  try {
    const { equal, differences } = checkVectors(readJson(path), (id) => pools.get(id));
    console.log(`${basename(path)}: ${equal} equal, ${differences.length} different`);
    for (const difference of differences) console.log(`  ${difference}`);
    failed ||= differences.length > 0;
  } catch (error) {
    console.log(`${basename(path)}: cannot be checked: ${(error as Error).message}`);
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;
