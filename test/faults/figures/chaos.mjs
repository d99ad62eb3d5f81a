import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** `npm run test:chaos -- --only G1,G3 --scale 0.1`: the storms that are named, or all, at a tenth of their full size. */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    level: { type: 'string', default: 'chaos' },
  },
});
if (!(Number(values.scale) > 0)) throw new Error(`--scale is ${values.scale}; it takes a number above 0`);
const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'test/faults/figures/vitest.config.ts'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    LEVEL: values.level,
    CHAOS_SCALE: values.scale,
    ...(values.only ? { ONLY: values.only } : {}),
  },
});
process.exitCode = status ?? 1;
