import { killEngineProcesses } from '../../support/engine-process.js';
import { isAvailable } from '../../support/test-engine.js';
import { faultsOf } from './figure.js';
import { Report } from './report.js';
import type { Level, Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios.js';

const LEVEL = (process.env['LEVEL'] ?? 'faults') as Level;
const SCALE = Number(process.env['CHAOS_SCALE'] ?? 1);
const ONLY = process.env['ONLY']?.split(',').map((id) => id.trim().toUpperCase());
const PROGRESS_MS = 1_000;

const report = new Report();
afterAll(() => report.print());
afterEach(killEngineProcesses);

const chosen = SCENARIOS.filter(({ id }) => !ONLY || ONLY.includes(id));
if (chosen.length === 0)
  throw new Error(`ONLY is ${ONLY?.join(',')}; known: ${SCENARIOS.map(({ id }) => id).join(',')}`);

const isPossible = ({ needsRedis }: Scenario): boolean => !needsRedis || isAvailable('redis');
for (const scenario of chosen) if (!isPossible(scenario)) report.skip(scenario, 'no redis-server on this machine');

it.each(chosen.filter(isPossible))('$id: $title', async (scenario) => {
  const size = Math.max(1, Math.round(scenario.size[LEVEL] * SCALE));
  const started = performance.now();
  let shownAt = -Infinity;
  const say = (line: string): void => {
    const now = performance.now();
    if (now - shownAt < PROGRESS_MS) return;
    shownAt = now;
    report.progress(scenario, line);
  };
  const figure = await scenario.run(size, say).catch((error: unknown) => {
    report.fail(scenario, error);
    throw error;
  });
  report.add(scenario, figure, (performance.now() - started) / 1_000);
  expect(faultsOf(figure)).toEqual([]);
});
