import { DataSource } from 'typeorm';
import { auditAll } from '../../src/operations/audit/order-audit.js';
import { follow, stage } from '../support/client.js';
import { killEngineProcesses, startEngineProcess } from '../support/engine-process.js';
import { testDatabase } from '../support/test-database.js';
import { BACKENDS, engineEnv, isAvailable } from '../support/test-engine.js';

async function faultsOf(url: string): Promise<string[]> {
  const source = await new DataSource({ type: 'postgres', url }).initialize();
  try {
    const findings = await auditAll(source);
    return findings.filter((finding) => !finding.ok).map((finding) => `${finding.check}: ${finding.detail}`);
  } finally {
    await source.destroy();
  }
}

describe.each(BACKENDS)('several processes on %s', (backend) => {
  beforeEach((context) => context.skip(!isAvailable(backend), 'no redis-server on this machine'));
  afterAll(killEngineProcesses);

  it('share the work: staged at one API, watched at the other, executed by a worker', async () => {
    const database = await testDatabase();
    // Slots long enough that no transaction expires on a busy machine.
    const env = { ...engineEnv(database.url, backend), SIM_SLOT_MS: '100' };
    const [first, second, worker] = await Promise.all([
      startEngineProcess(env, 'api,chain'),
      startEngineProcess(env, 'api'),
      startEngineProcess(env, 'worker'),
    ]);
    const lives = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { orderId } = await stage(first.url);
        const elsewhere = `${second.url.replace('http', 'ws')}/ws?orderId=${orderId}`;
        return await Promise.all([
          follow(elsewhere),
          follow(`${first.url.replace('http', 'ws')}/ws?orderId=${orderId}&watch=1`),
        ]);
      }),
    );
    for (const [owner, watcher] of lives) {
      expect(owner.seqs).toEqual([1, 2, 3, 4, 5]);
      expect(watcher.frames).toEqual(owner.frames);
    }
    expect(await Promise.all([first, second, worker].map((process) => process.end('SIGTERM')))).toEqual([0, 0, 0]);
    expect(await faultsOf(database.url)).toEqual([]);
    await database.drop();
  });
});
