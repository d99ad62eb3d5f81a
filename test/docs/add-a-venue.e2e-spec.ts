import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPY = join(ROOT, 'node_modules/.cache', `add-a-venue-${process.pid}`);
const GUIDE = readFileSync(join(ROOT, 'docs/add-a-venue.md'), 'utf8');

/** Writes what the guide says into a copy of the sources: whole files, then the import and the entry of the registry. */
function followGuide(): void {
  for (const folder of ['common', 'tokens', 'venues'])
    cpSync(join(ROOT, 'src', folder), join(COPY, 'src', folder), { recursive: true });
  cpSync(join(ROOT, 'tsconfig.json'), join(COPY, 'tsconfig.json'));
  for (const [, file = '', code = ''] of GUIDE.matchAll(/`(src\/[\w/.-]+)`:\n\n```ts\n(.*?)```/gs)) {
    mkdirSync(dirname(join(COPY, file)), { recursive: true });
    writeFileSync(join(COPY, file), code);
  }
  const registry = join(COPY, 'src/venues/registry.ts');
  const [, line = ''] = /```ts\n(import [^\n]+)\n```/.exec(GUIDE) ?? [];
  const [, before = '', after = ''] = /```diff\n-(.*?)\n\+(.*?)\n```/s.exec(GUIDE) ?? [];
  const source = readFileSync(registry, 'utf8');
  expect(source).toContain(before);
  writeFileSync(registry, `${line}\n${source.replace(before, after)}`);
}

describe('the guide to a new venue', () => {
  afterAll(() => rmSync(COPY, { recursive: true, force: true }));

  it('leads to one that compiles and keeps the contract', () => {
    followGuide();
    const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: COPY, encoding: 'utf8' });
    const compiled = node(join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', COPY);
    expect(compiled.stdout).toBe('');
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const tested = node(vitest, 'run', '--root', COPY, '--globals', 'src/venues/peg-sum', 'src/venues/registry');
    expect(tested.stdout + tested.stderr).toMatch(/Test Files .*2 passed/);
    expect(tested.status).toBe(0);
  });

  it('names files and functions that exist', () => {
    for (const [, file = ''] of GUIDE.matchAll(/`((?:src|test)\/[\w/-]+\.ts)`/g)) {
      if (file.includes('peg-sum')) continue;
      expect(() => readFileSync(join(ROOT, file))).not.toThrow();
    }
    expect(readFileSync(join(ROOT, 'src/chain/simulated/pool-makers.ts'), 'utf8')).toContain('}: PoolFigures) =>');
    expect(readFileSync(join(ROOT, 'src/chain/simulated/start-market.ts'), 'utf8')).toContain("['raydium-cpmm', 'SOL'");
  });
});
