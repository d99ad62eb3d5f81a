import { auditAllWithin } from '../../src/operations/audit/order-audit.js';
import { SELL_1_SOL, follow, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

describe('the audit', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine({ SIM_FLOW: 'false' });
    await follow((await stage(engine.url, { ...SELL_1_SOL, amount: '1500' })).wsUrl);
  });
  afterAll(() => engine.stop());

  it('finds nothing where nothing is wrong', async () => {
    expect(await engine.faults()).toEqual([]);
  });

  it.each([
    ['told is what landed', `UPDATE order_events SET data = jsonb_set(data::jsonb, '{amountOut}', '"1"')::json`],
    ['told is what landed', `UPDATE order_events SET data = jsonb_set(data::jsonb, '{slot}', '0')::json`],
    ['told is what landed', `UPDATE order_events SET data = (data::jsonb - 'signature')::json`],
    ['without a gap', `UPDATE order_events SET seq = seq + 1 WHERE seq = 5`],
    ['without a gap', `DELETE FROM order_events WHERE seq = 2`],
    ['tells the status', `UPDATE order_events SET status = 'building', attempt = 2 WHERE seq = 5`],
    ['match one to one', `UPDATE orders SET amount_out = amount_out + 1`],
    ['match one to one', `UPDATE orders SET signature = 'x'`],
    ['match one to one', `DELETE FROM sim_transactions`],
    ['match one to one', `UPDATE orders SET intent = intent + 1`],
    [
      'landed 2 times',
      `INSERT INTO sim_transactions
       SELECT (jsonb_populate_record(t, jsonb_build_object('client_ref', left(client_ref, 37) || '7', 'position', 9))).*
       FROM sim_transactions t`,
    ],
    ['less than its minimum', `UPDATE orders SET min_amount_out = amount_out + 1`],
  ])('says "%s" after %s', async (words, sql) => {
    const runner = engine.database.createQueryRunner();
    await runner.startTransaction();
    // Events are append-only: a trigger stands before those who would change them.
    await runner.query('SET LOCAL session_replication_role = replica');
    await runner.query(sql);
    const findings = await auditAllWithin(runner);
    await runner.rollbackTransaction();
    await runner.release();
    expect(findings.flatMap(({ ok, check, detail }) => (ok ? [] : [`${check}: ${detail}`])).join('\n')).toContain(
      words,
    );
  });
});
