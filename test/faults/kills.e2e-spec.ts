import { killEngineProcesses } from '../support/engine-process.js';
import { isAvailable } from '../support/test-engine.js';
import { faultsOf } from './figures/figure.js';
import { killProcesses } from './figures/kills.js';

const KILLS = 3;

afterAll(killEngineProcesses);

it('G1: processes killed at random points: nothing lost, nothing twice, no gaps', { timeout: 60_000 }, async () => {
  // `npm run test:faults` has it on the other one.
  const figure = await killProcesses(KILLS, () => undefined, isAvailable('redis') ? 'redis' : 'postgres');
  expect(faultsOf(figure)).toEqual([]);
  expect(figure.happened['kills']).toBe(KILLS);
});
