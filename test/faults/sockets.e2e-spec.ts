import { WebSocket } from 'ws';
import { EventBus } from '../../src/events/event-bus.js';
import type { BusMessage } from '../../src/events/event-bus.js';
import { LiveSockets } from '../../src/realtime/live-sockets.js';
import { FaultyBus } from '../realtime/support/faulty-bus.js';
import { SELL_1_SOL, TestSocket, call, follow, stage } from '../support/client.js';
import { killEngineProcesses } from '../support/engine-process.js';
import { isWhole, persist } from '../support/persist.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';
import { until } from './support/until.js';
import { World, place } from './support/world.js';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const WHOLE = [1, 2, 3, 4, 5];

describe('two gateways of one database', () => {
  let first: TestEngine;
  let second: TestEngine;

  beforeAll(async () => {
    const QUEUE_PREFIX = `gateways-${process.pid}`;
    first = await startTestEngine({ QUEUE_PREFIX, SOCKET_HIGH_WATER_BYTES: '65536' });
    second = await startTestEngine({ QUEUE_PREFIX, ROLES: 'api' }, 'postgres', { databaseUrl: first.databaseUrl });
  });
  afterAll(async () => {
    await second?.stop();
    await first?.stop();
  });

  const at = (engine: TestEngine, orderId: string, query = ''): TestSocket =>
    new TestSocket(`${engine.wsUrl}?orderId=${orderId}${query}`);
  const rowOf = async (orderId: string): Promise<Record<string, unknown>> => {
    const rows: Record<string, unknown>[] = await first.database.query('SELECT * FROM orders WHERE id = $1', [orderId]);
    return rows[0] ?? {};
  };

  it('F15: a socket that does not read is closed with 1013, alone; what it missed is there when it comes back', async () => {
    const slow = new TestSocket(first.wsUrl);
    const quick = new TestSocket(first.wsUrl);
    await Promise.all([slow.opened, quick.opened]);
    slow.socket.pause();
    const { orderId } = await stage(first.url);
    // The kernel takes some megabytes before anything waits with us.
    const bus = first.app.get(EventBus, { strict: false });
    const { sockets } = first.app.get(LiveSockets, { strict: false }) as unknown as { sockets: Set<WebSocket> };
    const closing = (): WebSocket[] => [...sockets].filter(({ readyState }) => readyState !== WebSocket.OPEN);
    let sent = 0;
    while (closing().length === 0) {
      expect(++sent).toBeLessThan(5_000);
      bus.publish([{ key: `diagnostic:${sent}`, seq: 1, body: filler(sent) }]);
      await quick.frame(({ jobId }) => jobId === `filler-${sent}`);
    }
    const [closed] = closing();
    // What waits for it is bounded: the limit, and the message that passed it.
    expect(closed?.bufferedAmount).toBeGreaterThan(65_536);
    expect(closed?.bufferedAmount).toBeLessThan(65_536 + 3 * FILLER_BYTES);
    const { seqs } = await follow(`${first.wsUrl}?orderId=${orderId}`);
    expect(seqs).toEqual(WHOLE);
    await quick.frame((frame) => frame.orderId === orderId && frame.seq === 5);
    slow.socket.resume();
    expect(await slow.closed).toMatchObject({ code: 1013, reason: expect.stringContaining('slow reader') });
    expect(slow.frames.length).toBeGreaterThan(0);
    expect(slow.frames.filter((frame) => frame.orderId === orderId).map(({ seq }) => seq)).toEqual([1]);
    const back = await follow(`${first.wsUrl}?orderId=${orderId}&lastSeq=1`);
    expect(back.seqs).toEqual(WHOLE.slice(1));
    await quick.end();
  });

  it('F16: the same POST 50 times in parallel at two gateways is one order; another body is refused', async () => {
    const order = { ...SELL_1_SOL, clientOrderId: 'fifty' };
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) => call(`${(n % 2 ? second : first).url}/api/orders/execute`, 'POST', order)),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(new Set(replies.map(({ body }) => body['orderId'] as string)).size).toBe(1);
    const other = await call(`${second.url}/api/orders/execute`, 'POST', { ...order, amount: '2' });
    expect([other.status, other.body['code']]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
    const rows = await first.database.query(`SELECT 1 FROM orders WHERE client_order_id = 'fifty'`);
    expect(rows).toHaveLength(1);
    await follow(`${first.wsUrl}?orderId=${replies[0]?.body['orderId']}`);
  });

  it('F17: two sockets at two gateways start one job and both see every event', async () => {
    for (let round = 0; round < 10; round++) {
      const { orderId } = await stage(first.url);
      const sockets = [at(first, orderId), at(second, orderId)];
      const codes = await Promise.all(sockets.map((socket) => socket.closed.then(({ code }) => code)));
      expect(codes).toEqual([1000, 1000]);
      expect(sockets.map(({ seqs }) => seqs)).toEqual([WHOLE, WHOLE]);
      expect(sockets[1]?.frames).toEqual(sockets[0]?.frames);
      // One promotion and one claim: no second job has run it.
      expect(await rowOf(orderId)).toMatchObject({ epoch: 2, generation: 0, attempt: 1 });
    }
  });

  it('F18: a client cut off after any event finds the rest at the other gateway', async () => {
    for (const last of WHOLE) {
      const { orderId } = await stage(first.url);
      const before = at(first, orderId);
      await before.frame(({ seq }) => seq === last);
      before.socket.terminate();
      await before.closed;
      const after = at(second, orderId, `&lastSeq=${last}`);
      expect((await after.closed).code).toBe(1000);
      expect(after.seqs).toEqual(WHOLE.slice(last));
      // What the first socket still had on its way is seen twice; dropping seq <= last leaves each event once.
      const seen = [...before.seqs.filter((seq) => seq <= last), ...after.seqs];
      expect(seen).toEqual(WHOLE);
    }
  });

  it('F15 to F18: the books agree', async () => {
    expect(await first.faults()).toEqual([]);
  });
});

const FILLER_BYTES = 50_000;

/** A message of the feed that takes room. */
function filler(n: number): object {
  const text = 'x'.repeat(FILLER_BYTES);
  const stage = { event: 'job:waiting', status: 'pending', message: 'filler', attempt: 0, seq: 1 };
  return {
    ...stage,
    orderId: 'filler',
    jobId: `filler-${n}`,
    at: new Date(0).toISOString(),
    data: { text },
    diagnostic: true,
  };
}

describe('a bus between gateways', () => {
  const harm = { dropped: 0, doubled: 0, reordered: 0 };
  /** Loses 30 %, doubles 20 %, and turns batches round. */
  const storm = (messages: readonly BusMessage[]): readonly BusMessage[] => {
    const kept = messages.filter(() => Math.random() > 0.3);
    const doubles = kept.filter(() => Math.random() < 0.2);
    harm.dropped += messages.length - kept.length;
    harm.doubled += doubles.length;
    if (kept.length + doubles.length > 1) harm.reordered++;
    return [...kept, ...doubles].reverse();
  };

  it.each([
    ['F19: that loses 30 %, doubles and reorders: every client sees every event, in order', storm],
    ['F19: that is dead: every client sees every event, within 2 s of its commit', (): readonly BusMessage[] => []],
  ])('%s', async (_, tamper) => {
    const bus = new FaultyBus();
    const override = { override: (builder: Builder) => builder.overrideProvider(EventBus).useValue(bus) };
    const QUEUE_PREFIX = `bus-${process.pid}-${Math.random()}`;
    const first = await startTestEngine({ QUEUE_PREFIX }, 'postgres', override);
    const second = await startTestEngine({ QUEUE_PREFIX, ROLES: 'api' }, 'postgres', {
      databaseUrl: first.databaseUrl,
      ...override,
    });
    try {
      let lost = 0;
      bus.tamper = (messages) => {
        const left = tamper(messages);
        lost += Math.max(0, messages.length - left.length);
        return left;
      };
      const lives = await Promise.all(
        Array.from({ length: 30 }, async (_each, n) => {
          const { orderId } = await stage(first.url);
          const socket = await follow(`${(n % 2 ? second : first).wsUrl}?orderId=${orderId}`);
          const shownAt = Date.now();
          return { socket, orderId, shownAt };
        }),
      );
      expect(lost).toBeGreaterThan(0);
      if (tamper === storm) expect(Math.min(harm.dropped, harm.doubled, harm.reordered)).toBeGreaterThan(0);
      for (const { socket, orderId, shownAt } of lives) {
        expect(socket.close.code).toBe(1000);
        expect(socket.seqs).toEqual(WHOLE);
        const rows: { at: Date }[] = await first.database.query('SELECT finished_at AS at FROM orders WHERE id = $1', [
          orderId,
        ]);
        expect(shownAt - Number(rows[0]?.at)).toBeLessThan(2_000);
      }
      expect(await first.faults()).toEqual([]);
    } finally {
      await second.stop();
      await first.stop();
    }
  });
});

type Builder = Parameters<NonNullable<NonNullable<Parameters<typeof startTestEngine>[2]>['override']>>[0];

describe('a frozen gateway', () => {
  afterAll(killEngineProcesses);

  it('F20: shows everything on waking, although the bus was cut meanwhile', async () => {
    const world = await World.open('postgres');
    try {
      const front = await world.start('api,chain');
      const frozen = await world.start('api');
      const staged = await Promise.all([0, 1, 2].map((n) => place(front.url, `frozen-${n}`)));
      const ids = staged.map((reply) => reply?.body['orderId'] as string);
      const sockets = ids.map((id) => new TestSocket(`${frozen.url.replace('http', 'ws')}/ws?orderId=${id}`));
      await Promise.all(sockets.map((socket) => socket.frame(({ seq }) => seq === 1)));
      frozen.child.kill('SIGSTOP');
      await world.start('worker');
      await until('all are confirmed', async () => {
        const rows = await world.query(`SELECT 1 FROM orders WHERE status = 'confirmed'`);
        return rows.length === ids.length;
      });
      // What the bus had for it is lost as well.
      const cut = await world.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'order-engine doorbell' AND datname = current_database()`,
      );
      expect(cut.length).toBeGreaterThan(0);
      for (const socket of sockets) expect(socket.seqs).toEqual([1]);
      const wokenAt = performance.now();
      frozen.child.kill('SIGCONT');
      for (const socket of sockets) expect((await socket.closed).code).toBe(1000);
      expect(performance.now() - wokenAt).toBeLessThan(4_000);
      for (const socket of sockets) expect(socket.seqs).toEqual(WHOLE);
      expect(isWhole(await persist(() => front.url, ids[0] ?? ''))).toBe(true);
      expect(await world.faults()).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
