import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT } from '../support/built-engine.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPY = { recursive: true };
const USER = join(ROOT, 'node_modules/.cache', `client-user-${process.pid}`);

/** The example of the docstring, as somebody would paste it. */
function example(): string {
  const source = readFileSync(join(ROOT, 'src/client/engine-client.ts'), 'utf8');
  const [, code = ''] = /```ts\n(.*?) \* ```/s.exec(source) ?? [];
  return code.replaceAll(/^ \* ?/gm, '');
}

/** The package as it is installed elsewhere: our package.json, and what was compiled as its `dist`. */
describe('order-execution-engine/client, used by its name', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine();
    const installed = join(USER, 'node_modules/order-execution-engine');
    mkdirSync(installed, { recursive: true });
    copyFileSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
    symlinkSync(BUILT, join(installed, 'dist'));
    writeFileSync(join(USER, 'package.json'), '{"type":"module"}');
    writeFileSync(join(USER, 'trade.ts'), example());
    writeFileSync(join(USER, 'trade.js'), example().replace('http://127.0.0.1:3000', engine.url));
  });
  afterAll(async () => {
    rmSync(USER, { recursive: true, force: true });
    await engine.stop();
  });

  it.each(['--no-warnings', '--experimental-websocket'])('runs as its example says, with node %s', async (flag) => {
    const child = spawn(process.execPath, ['--no-warnings', flag, 'trade.js'], { cwd: USER });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(output).toMatch(/^1 pending .*\n2 routing .*\n3 building .*\n4 submitted .*\n5 confirmed .*\n$/);
    expect(code).toBe(0);
  });

  it('is in what `npm pack` makes, though git leaves out what is built', () => {
    const packed = join(USER, 'packed');
    for (const path of ['package.json', '.gitignore', 'bin']) cpSync(join(ROOT, path), join(packed, path), COPY);
    for (const part of ['client', 'cli']) cpSync(join(BUILT, part), join(packed, 'dist', part), COPY);
    const pack = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const { stdout } = spawnSync('npm', pack, { cwd: packed, encoding: 'utf8' });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'dist/client/index.js',
        'dist/client/index.d.ts',
        'dist/cli/main.js',
        'bin/order-engine.js',
      ]),
    );
  });

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has types, for modules that are %s', (module, moduleResolution) => {
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2022',
      lib: ['es2023', 'dom'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    };
    const files = ['trade.ts', 'misuse.ts'];
    writeFileSync(join(USER, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    writeFileSync(join(USER, 'misuse.ts'), `${example()}\nconst wrong: number = client.url;\n`);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', USER], { encoding: 'utf8' });
    expect(stdout.trim()).toMatch(/misuse\.ts\(\d+,\d+\): error TS2322: .*$/);
    expect(stdout).not.toContain('trade.ts');
  });
});
