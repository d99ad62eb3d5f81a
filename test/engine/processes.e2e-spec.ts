import { DataSource } from 'typeorm';
import { auditAll } from '../../src/operations/audit/order-audit.js';
import { TestSocket, follow, stage } from '../support/client.js';
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

/** Comes back with `lastSeq` until the order has ended, whatever happens to the server meanwhile; the seqs it saw. */
async function persist(urlNow: () => string, orderId: string): Promise<{ seqs: number[]; status: string }> {
  const seqs: number[] = [];
  for (;;) {
    const socket = new TestSocket(
      `${urlNow().replace('http', 'ws')}/ws?orderId=${orderId}&lastSeq=${seqs.at(-1) ?? 0}`,
    );
    const opened = await socket.opened.then(
      () => true,
      () => false,
    );
    const { code } = opened ? await socket.closed : { code: 1006 };
    seqs.push(...socket.seqs);
    const last = socket.frames.at(-1);
    if (code === 1000) return { seqs, status: last?.status ?? 'seen before' };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe.each(BACKENDS)('several processes on %s', (backend) => {
  beforeEach((context) => context.skip(!isAvailable(backend), 'no redis-server on this machine'));
  afterAll(killEngineProcesses);

  it('share the work: staged at one API, watched at the other, executed by a worker', async () => {
    const database = await testDatabase();
    const env = engineEnv(database.url, backend);
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

  it('lose nothing and land nothing twice when the engine is killed in the middle of 50 orders', async () => {
    const database = await testDatabase();
    const env = {
      ...engineEnv(database.url, backend),
      SIM_LATENCY_MS: '40',
      LOCK_MS: '1000',
      WORKER_CONCURRENCY: '4',
      SIM_SLOT_MS: '0',
    };
    let engine = await startEngineProcess(env);
    const staged = await Promise.all(Array.from({ length: 50 }, () => stage(engine.url)));
    const lives = staged.map(({ orderId }) => persist(() => engine.url, orderId));
    let ended = 0;
    lives.forEach((life) => void life.then(() => ended++));
    await vi.waitFor(() => expect(ended).toBeGreaterThan(3), { timeout: 20_000 });
    await engine.end('SIGKILL');
    expect(ended).toBeLessThan(50);
    engine = await startEngineProcess(env);
    for (const { seqs } of await Promise.all(lives)) expect(seqs).toEqual(seqs.map((_, n) => n + 1));
    expect(await engine.end('SIGTERM')).toBe(0);
    expect(await faultsOf(database.url)).toEqual([]);
    await database.drop();
  });

  it('hand their orders on when asked to end, telling sockets 1001', async () => {
    const database = await testDatabase();
    const env = { ...engineEnv(database.url, backend), SIM_LATENCY_MS: '300', WORKER_CONCURRENCY: '2' };
    const first = await startEngineProcess(env);
    const staged = await Promise.all(Array.from({ length: 8 }, () => stage(first.url)));
    const sockets = staged.map(({ wsUrl }) => new TestSocket(wsUrl));
    await Promise.all(sockets.map((socket) => socket.frame((frame) => frame.seq === 1)));
    await sockets[0]!.frame((frame) => frame.status === 'routing').catch(() => undefined);
    const stopping = Date.now();
    expect(await first.end('SIGTERM')).toBe(0);
    expect(Date.now() - stopping).toBeLessThan(8_000);
    const codes = await Promise.all(sockets.map((socket) => socket.closed.then(({ code }) => code)));
    expect(codes.filter((code) => code !== 1000 && code !== 1001)).toEqual([]);
    expect(codes).toContain(1001);
    const second = await startEngineProcess(env);
    const lives = await Promise.all(staged.map(({ orderId }) => persist(() => second.url, orderId)));
    for (const { seqs } of lives) expect(seqs).toEqual(seqs.map((_, n) => n + 1));
    await second.end('SIGTERM');
    expect(await faultsOf(database.url)).toEqual([]);
    await database.drop();
  });
});
