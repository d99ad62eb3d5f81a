import { DataSource } from 'typeorm';
import { OrderExpiry } from '../../src/orders/expiry.service.js';
import { OrderJournal, Superseded } from '../../src/orders/journal.js';
import { OrderReader } from '../../src/orders/order-reader.js';
import { SELL_1_SOL, TestSocket, call, follow, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

const routed = { kind: 'routed', attempt: 1, data: {}, at: 0 } as const;
const cancelled = { kind: 'cancelled', attempt: 0, data: { reason: 'x' }, at: 0 } as const;

describe('who comes first', () => {
  let engine: TestEngine;
  let journal: OrderJournal;
  let reader: OrderReader;
  const read = async (orderId: string) => (await reader.history(null, { orderId, afterSeq: 0 }))!;
  const overdue = (orderId: string) =>
    engine.app
      .get(DataSource)
      .query(`UPDATE orders SET expires_at = clock_timestamp() - interval '1 s' WHERE id = $1`, [orderId]);

  beforeAll(async () => {
    // The worker is left out, so that what is promoted stays where the test puts it.
    engine = await startTestEngine({ ROLES: 'api,chain', SWEEP_MS: '60000' });
    journal = engine.app.get(OrderJournal, { strict: false });
    reader = engine.app.get(OrderReader, { strict: false });
  });
  afterAll(() => engine.stop());

  it('lets one of two writers append, and tells the other that it is superseded', async () => {
    const { orderId } = await stage(engine.url);
    const { order } = await read(orderId);
    const both = await Promise.allSettled([journal.append(order, [routed]), journal.append(order, [cancelled])]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((both.find((result) => result.status === 'rejected') as PromiseRejectedResult).reason).toBeInstanceOf(
      Superseded,
    );
    expect((await read(orderId)).events.map((event) => event.seq)).toEqual([1, 2]);
  });

  it('fences a writer whose order was claimed by another', async () => {
    const { orderId } = await stage(engine.url);
    await journal.promote(orderId);
    const { order: first } = (await journal.claim(orderId))!;
    const { order: second } = (await journal.claim(orderId))!;
    expect(second.epoch).toBe(first.epoch + 1);
    await expect(journal.append(first, [routed])).rejects.toBeInstanceOf(Superseded);
    expect((await journal.append(second, [routed])).status).toBe('routing');
  });

  it('promotes once, however many ask, at once and later: a second promotion would fence the run of the first', async () => {
    const { orderId } = await stage(engine.url);
    const all = await Promise.all(Array.from({ length: 5 }, () => journal.promote(orderId)));
    expect(all.filter((promoted) => promoted !== undefined)).toHaveLength(1);
    expect(await journal.promote(orderId)).toBeUndefined();
    expect((await read(orderId)).order.epoch).toBe(1);
  });

  it('refuses what the status table does not have', async () => {
    const { orderId } = await stage(engine.url);
    const { order } = await read(orderId);
    await expect(journal.append(order, [{ ...routed, kind: 'confirmed' }])).rejects.toThrow(
      'cannot go from pending to confirmed',
    );
    expect((await read(orderId)).events).toHaveLength(1);
  });

  it('fails only the order with a poisonous value among those written together', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => (await stage(engine.url)).orderId));
    const orders = await Promise.all(ids.map(async (id) => (await read(id)).order));
    const results = await Promise.allSettled(
      orders.map((order, n) =>
        journal.append(
          order,
          [{ ...routed, data: n === 1 ? { bad: 'x' } : {} }],
          n === 1 ? { failureReason: 'a\u0000b' } : {},
        ),
      ),
    );
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await Promise.all(ids.map(async (id) => (await read(id)).events.length))).toEqual([2, 1, 2]);
  });

  it('expires what nobody connects to, and closes late sockets with 4410 after the history', async () => {
    const { orderId, wsUrl } = await stage(engine.url);
    await overdue(orderId);
    const late = await follow(wsUrl);
    expect(late.close.code).toBe(4410);
    expect(late.statuses).toEqual(['pending', 'expired']);
    expect((await call(`${engine.url}/api/orders/${orderId}`)).body).toMatchObject({
      status: 'expired',
      failureCode: 'ORDER_EXPIRED',
    });
    expect((await follow(wsUrl)).statuses).toEqual(['pending', 'expired']);
    expect((await call(`${engine.url}/api/orders/${orderId}`, 'DELETE')).body).toMatchObject({
      status: 409,
      code: 'ORDER_NOT_CANCELLABLE',
      orderStatus: 'expired',
    });
  });

  it('lets exactly one of promote, expire and cancel win', async () => {
    const expiry = engine.app.get(OrderExpiry, { strict: false });
    const wins = { promoted: 0, expired: 0, cancelled: 0 };
    for (let round = 0; round < 40; round++) {
      const { orderId } = await stage(engine.url);
      // Overdue at some moment during the race.
      await engine.database.query(
        `UPDATE orders SET expires_at = clock_timestamp() + $2 * interval '1 ms' WHERE id = $1`,
        [orderId, round % 5],
      );
      const cancel = round % 2 ? call(`${engine.url}/api/orders/${orderId}`, 'DELETE') : Promise.resolve(undefined);
      const [promoted, expired] = await Promise.all([
        journal.promote(orderId),
        expiry.expireIfOverdue(orderId),
        cancel,
      ]);
      const { order, events } = await read(orderId);
      if (promoted && order.status === 'pending') wins.promoted++;
      if (order.status === 'expired') wins.expired++;
      if (order.status === 'cancelled') wins.cancelled++;
      expect(order.status === 'expired').toBe(expired);
      // A promoted order may be cancelled afterwards, but never expire.
      expect(promoted !== undefined && order.status === 'expired').toBe(false);
      expect(events).toHaveLength(order.status === 'pending' ? 1 : 2);
    }
    expect(wins.promoted).toBeGreaterThan(0);
    expect(wins.cancelled).toBeGreaterThan(0);
  });

  it('cancels a promoted order that no worker has, once however often it is asked to', async () => {
    const { orderId, wsUrl } = await stage(engine.url);
    const socket = new TestSocket(wsUrl);
    await socket.frame((frame) => frame.status === 'pending');
    const replies = await Promise.all([1, 2, 3, 4].map(() => call(`${engine.url}/api/orders/${orderId}`, 'DELETE')));
    expect(replies.map((reply) => [reply.status, reply.body['status']])).toEqual(Array(4).fill([200, 'cancelled']));
    expect((await socket.closed).code).toBe(1000);
    expect(socket.statuses).toEqual(['pending', 'cancelled']);
    expect(
      (await call(`${engine.url}/api/orders/execute`, 'POST', { ...SELL_1_SOL, clientOrderId: 'again' })).status,
    ).toBe(201);
  });
});
