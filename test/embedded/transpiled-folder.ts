import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import ts from 'typescript';

const SOURCES = path.resolve(import.meta.dirname, '../../src/database/embedded');

/**
 * Compiles the launcher (without type checks) into a new temporary folder that any user can read, with a program
 * `join.mjs` that joins the data folder given as its argument, prints one line of JSON and obeys lines on stdin.
 */
export function transpiledFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'embedded-postgres-code-'));
  chmodSync(folder, 0o755);
  mkdirSync(path.join(folder, 'embedded'));
  for (const name of readdirSync(SOURCES).filter((each) => !each.endsWith('.spec.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(path.join(SOURCES, name), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    });
    writeFileSync(path.join(folder, 'embedded', name.replace(/\.ts$/, '.js')), outputText);
  }
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(path.resolve(SOURCES, '../../../node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'join.mjs'), JOIN_PROGRAM);
  return folder;
}

const JOIN_PROGRAM = `
import { createInterface } from 'node:readline';
import { joinEmbeddedPostgres } from './embedded/embedded-postgres.js';

const say = (event) => console.log(JSON.stringify(event));
try {
  const joined = await joinEmbeddedPostgres({ dataDir: process.argv[2], log: (line) => say({ log: line }) });
  say({ url: joined.url, startedHere: joined.startedHere });
  for await (const line of createInterface(process.stdin)) if (line === 'leave') break;
  await joined.leave();
  say({ left: true });
  process.exit(0);
} catch (error) {
  say({ error: error.message });
  process.exit(1);
}
`;
