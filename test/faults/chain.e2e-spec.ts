import { Chain } from '../../src/chain/chain.js';
import { SimulatedChain } from '../../src/chain/simulated/simulated-chain.js';
import { TestSocket, follow, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';
import { testDatabase } from '../support/test-database.js';
import { until } from './support/until.js';

describe('a chain that does not tell', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine();
  });
  afterAll(() => engine?.stop());
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['F14: a submit times out although the transaction was taken: found by look-up, not repeated', 'timeout', 1],
    ['F14: a submit is answered, but lost: the same transaction is sent again', 'drop', 2],
    ['F14: a submit is refused without effect: the same transaction is sent again', 'error', 2],
  ] as const)('%s', async (_, fault, submits) => {
    const submit = vi.spyOn(engine.app.get(Chain, { strict: false }), 'submit');
    const { orderId, wsUrl } = await stage(engine.url);
    const met = engine.script.met;
    engine.script.next('submit', fault, orderId);
    const { statuses, frames } = await follow(wsUrl);
    expect(engine.script.met).toBe(met + 1);
    expect(statuses).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);
    expect(frames.at(-1)?.attempt).toBe(1);
    const sent = submit.mock.calls
      .map(([transaction]) => transaction)
      .filter((each) => each.clientRef.startsWith(orderId));
    expect(sent).toHaveLength(submits);
    expect(
      new Set(sent.map((each) => JSON.stringify(each, (_key, v: unknown) => (typeof v === 'bigint' ? `${v}` : v))))
        .size,
    ).toBe(1);
    const landed = await engine.database.query(
      `SELECT signature FROM sim_transactions WHERE client_ref LIKE $1 || ':%' AND status = 'landed'`,
      [orderId],
    );
    expect(landed).toEqual([{ signature: sent[0]?.signature }]);
    expect(await engine.faults()).toEqual([]);
  });
});

it('F6: a run that takes over a submitted order asks the chain first, which has it: nothing is sent again', async () => {
  const { url: databaseUrl, drop } = await testDatabase();
  const QUEUE_PREFIX = `ask-first-${process.pid}`;
  // Slots so long that the transaction waits on the chain when the first engine ends.
  const first = await startTestEngine({ QUEUE_PREFIX, SIM_SLOT_MS: '60000' }, 'postgres', { databaseUrl });
  const { orderId, wsUrl } = await stage(first.url);
  const socket = new TestSocket(wsUrl);
  await until('the chain has it', async () => {
    const rows = await first.database.query(`SELECT FROM sim_mempool WHERE client_ref LIKE $1 || ':%'`, [orderId]);
    return (rows as unknown[]).length === 1;
  });
  await first.stop();
  expect((await socket.closed).code).toBe(1001);
  const submit = vi.spyOn(SimulatedChain.prototype, 'submit');
  const outcome = vi.spyOn(SimulatedChain.prototype, 'outcome');
  const second = await startTestEngine({ QUEUE_PREFIX }, 'postgres', { databaseUrl });
  try {
    const { statuses } = await follow(`${second.wsUrl}?orderId=${orderId}&lastSeq=4`);
    expect(statuses).toEqual(['confirmed']);
    expect(outcome).toHaveBeenCalledWith(`${orderId}:0`);
    expect(submit).not.toHaveBeenCalled();
    expect(await second.faults()).toEqual([]);
  } finally {
    vi.restoreAllMocks();
    await second.stop();
    await drop();
  }
});
