import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the compiled engine of the tests lies: apart from `dist`, which may be running. */
export const BUILT = fileURLToPath(new URL('../../node_modules/.cache/test-engine/', import.meta.url));

/** Compiles the engine for tests that start it as a process. @throws Error with the compiler's words. */
export function buildEngine(): void {
  const args = ['-p', 'tsconfig.build.json', '--outDir', BUILT, '--tsBuildInfoFile', `${BUILT}.tsbuildinfo`];
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the engine does not compile:\n${stdout}`);
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
  const page = ['build', 'src/console', '--outDir', `${BUILT}page`, '--emptyOutDir'];
  const bundled = spawnSync(process.execPath, [vite, ...page], { cwd: ROOT, encoding: 'utf8' });
  if (bundled.status !== 0) throw new Error(`the console cannot be bundled:\n${bundled.stdout}${bundled.stderr}`);
}
