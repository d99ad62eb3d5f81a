import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the compiled engine of the tests lies: apart from `dist`, which may be running. */
export const BUILT = fileURLToPath(new URL('../../node_modules/.cache/test-engine/', import.meta.url));

/** The engine and what it imports as one file: a process starts in two thirds of the time that 3,000 files take. */
export const ENGINE = `${BUILT}engine.js`;

/** Found by name while the engine runs, or not there at all: Nest asks for packages that only some need. */
const NOT_BUNDLED = [
  /^@nestjs\/(microservices|mongoose|sequelize|axios)/,
  /^(@grpc|@fastify|@mikro-orm)\//,
  'pg-native',
];
const AS_INSTALLED = ['typeorm', 'pg', 'swagger-ui-dist', 'class-transformer'];

/** Compiles the engine for tests that start it as a process. @throws Error with the compiler's words. */
export async function buildEngine(): Promise<void> {
  const args = ['-p', 'tsconfig.build.json', '--outDir', BUILT, '--tsBuildInfoFile', `${BUILT}.tsbuildinfo`];
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the engine does not compile:\n${stdout}`);
  await build({
    configFile: false,
    logLevel: 'error',
    root: BUILT,
    ssr: { noExternal: true, external: AS_INSTALLED },
    build: {
      ssr: 'main.js',
      outDir: '.',
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { external: NOT_BUNDLED, output: { entryFileNames: 'engine.js', codeSplitting: false } },
    },
  });
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
  const page = ['build', 'src/console', '--outDir', `${BUILT}page`, '--emptyOutDir'];
  const bundled = spawnSync(process.execPath, [vite, ...page], { cwd: ROOT, encoding: 'utf8' });
  if (bundled.status !== 0) throw new Error(`the console cannot be bundled:\n${bundled.stdout}${bundled.stderr}`);
}
