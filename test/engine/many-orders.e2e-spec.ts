import { follow, stage } from '../support/client.js';
import { BACKENDS, isAvailable, startTestEngine } from '../support/test-engine.js';

const ORDERS = 1_000;
const CLIENTS = 50;

describe.each(BACKENDS)('a thousand orders on %s', (backend) => {
  it('end, each with its whole history, and the ledger has one transaction for each confirmed one', async (context) => {
    context.skip(!isAvailable(backend), 'no redis-server on this machine');
    const engine = await startTestEngine({ SIM_SLOT_MS: '0', WORKER_CONCURRENCY: '50' }, backend);
    const ends: Record<string, number> = {};
    let next = 0;
    const client = async (): Promise<void> => {
      while (next++ < ORDERS) {
        const { wsUrl } = await stage(engine.url, { fromToken: 'SOL', toToken: 'USDC', amount: '0.5' });
        const { seqs, frames, close } = await follow(wsUrl);
        expect(close.code).toBe(1000);
        expect(seqs).toEqual(seqs.map((_, n) => n + 1));
        const { status, data } = frames.at(-1)!;
        if (status !== 'confirmed')
          expect(data).toMatchObject({ code: expect.any(String), reason: expect.any(String) });
        ends[status] = (ends[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    expect((ends['confirmed'] ?? 0) + (ends['failed'] ?? 0)).toBe(ORDERS);
    const [landed] = await engine.database.query<{ n: string }[]>(
      `SELECT count(*) AS n FROM sim_transactions WHERE status = 'landed'`,
    );
    expect(Number(landed!.n)).toBe(ends['confirmed']);
    expect(await engine.faults()).toEqual([]);
    await engine.stop();
  }, 120_000);
});
