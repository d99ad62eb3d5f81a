import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** `npm run test:chaos -- --only G1,G3`: the storms at their full size, times CHAOS_SCALE. */
const { values } = parseArgs({ options: { only: { type: 'string' }, level: { type: 'string', default: 'chaos' } } });
const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'test/faults/figures/vitest.config.ts'], {
  stdio: 'inherit',
  env: { ...process.env, LEVEL: values.level, ...(values.only ? { ONLY: values.only } : {}) },
});
process.exitCode = status ?? 1;
