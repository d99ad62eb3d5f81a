import { readFileSync } from 'node:fs';
import { SELL_1_SOL, call, follow, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

const RUNBOOK = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

describe('the runbook', () => {
  let engine: TestEngine;
  let orderId: string;
  beforeAll(async () => {
    engine = await startTestEngine();
    const staged = await stage(engine.url, { ...SELL_1_SOL, clientOrderId: 'lost' });
    orderId = staged.orderId;
    await follow(staged.wsUrl);
  });
  afterAll(() => engine.stop());

  it('has SQL that runs, and finds the events of an order', async () => {
    const statements = [...RUNBOOK.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql.replace('…', orderId));
    expect(statements).toHaveLength(2);
    const [quiet, events] = await Promise.all(
      statements.map((sql) => engine.database.query<Record<string, unknown>[]>(sql)),
    );
    expect(quiet).toEqual([]);
    expect(events?.map(({ status }) => status)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
  });

  it('has calls that answer', async () => {
    const calls = [...RUNBOOK.matchAll(/curl -s \$API(\S+)(?:.*-d '(.*?)')?/g)];
    expect(calls.length).toBeGreaterThanOrEqual(4);
    for (const [, path = '', body] of calls) {
      const url = `${engine.url}${path.replace('$ID', orderId)}`;
      const { status } = await (body === undefined ? call(url) : call(url, 'POST', body));
      expect([path, status]).toEqual([path, body === undefined ? 200 : 202]);
    }
  });
});
