import { SELL_1_SOL, TestSocket, call, follow, stage } from '../support/client.js';
import { BACKENDS, isAvailable, startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

const LIFE = ['pending', 'routing', 'building', 'submitted', 'confirmed'];

describe.each(BACKENDS)('an order on %s', (backend) => {
  let engine: TestEngine;
  beforeAll(async () => {
    if (isAvailable(backend)) engine = await startTestEngine({}, backend);
  });
  afterAll(() => engine?.stop());
  beforeEach((context) => context.skip(!isAvailable(backend), 'no redis-server on this machine'));

  it('is staged, waits for its socket, and is then executed stage by stage', async () => {
    const staged = await call(`${engine.url}/api/orders/execute`, 'POST', SELL_1_SOL);
    const { orderId, jobId, status, wsUrl, expiresAt } = staged.body as Record<string, string>;
    expect(staged.status).toBe(201);
    expect(staged.headers.get('location')).toBe(`/api/orders/${orderId}`);
    expect({ jobId, status, wsUrl }).toEqual({
      jobId: orderId,
      status: 'pending',
      wsUrl: `${engine.wsUrl}?orderId=${orderId}`,
    });
    expect(new Date(expiresAt!).toISOString()).toBe(expiresAt);
    expect((await call(`${engine.url}/jobs/${orderId}`)).body).toMatchObject({ code: 'JOB_NOT_FOUND', status: 404 });

    const { frames, close } = await follow(wsUrl!);
    expect(close).toMatchObject({ code: 1000 });
    expect(frames.map((frame) => frame.status)).toEqual(LIFE);
    expect(frames.map((frame) => frame.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(frames.map((frame) => frame.attempt)).toEqual([0, 1, 1, 1, 1]);
    const [, routing, building, submitted, confirmed] = frames.map((frame) => frame.data as Record<string, never>);
    const quotes = routing!['quotes'] as unknown as { venue: string; amountOut: string }[];
    expect(quotes.length).toBeGreaterThanOrEqual(2);
    expect(routing!['route']).toMatchObject({ amountIn: '1', legs: expect.any(Array) });
    expect(building).toMatchObject({ slippageBps: 50, minAmountOut: expect.stringMatching(/^\d+(\.\d+)?$/) });
    expect(submitted).toMatchObject({ signature: confirmed!['signature'], lastValidSlot: expect.any(Number) });
    expect(confirmed).toMatchObject({ amountIn: '1', slippageBps: expect.any(Number), feesPaid: expect.any(Array) });

    const order = (await call(`${engine.url}/api/orders/${orderId}`)).body as Record<string, unknown>;
    expect(order['events']).toEqual(frames);
    expect(order).toMatchObject({ status: 'confirmed', attempts: 1, amountOut: confirmed!['amountOut'], quotes });
    expect((await call(`${engine.url}/jobs/${orderId}`)).body).toMatchObject({ kind: 'order', jobId: orderId });
  });

  it('comes late, twice and again: every socket sees the whole history, byte for byte, and it runs once', async () => {
    const { orderId, wsUrl } = await stage(engine.url);
    const [first, second] = await Promise.all([follow(wsUrl), follow(wsUrl)]);
    expect(first.statuses).toEqual(LIFE);
    expect(second.frames).toEqual(first.frames);
    for (let lastSeq = 0; lastSeq <= 5; lastSeq++) {
      const again = await follow(`${wsUrl}&lastSeq=${lastSeq}`);
      expect(again.close.code).toBe(1000);
      expect(JSON.stringify(again.frames)).toBe(JSON.stringify(first.frames.slice(lastSeq)));
    }
    expect((await follow(`${wsUrl}&lastSeq=6`)).close).toMatchObject({ code: 4400 });
    expect((await call(`${engine.url}/api/orders/${orderId}`)).body).toMatchObject({ attempts: 1, lastSeq: 5 });
  });

  it('is not promoted by those who only watch', async () => {
    const { orderId, wsUrl } = await stage(engine.url);
    const watcher = new TestSocket(`${wsUrl}&watch=1`);
    await watcher.frame((frame) => frame.status === 'pending');
    expect((await call(`${engine.url}/jobs/${orderId}`)).status).toBe(404);
    await follow(wsUrl);
    expect((await watcher.closed).code).toBe(1000);
    expect(watcher.statuses).toEqual(LIFE);
  });

  it('is placed and followed over a single connection, and resumed by the same URL', async () => {
    const url = `${engine.wsUrl}?fromToken=SOL&toToken=USDC&amount=1&clientOrderId=single-${backend}`;
    const first = await follow(url);
    expect(first.statuses).toEqual(LIFE);
    const again = await follow(`${url}&lastSeq=3`);
    expect(again.frames).toEqual(first.frames.slice(3));
  });

  it('is executed, subscribed to and cancelled over the feed', async () => {
    const feed = new TestSocket(engine.wsUrl);
    await feed.opened;
    feed.send({ id: 'a', event: 'execute', data: { ...SELL_1_SOL, clientOrderId: `feed-${backend}` } });
    const ack = await feed.frame((frame) => frame.id === 'a');
    expect(ack).toMatchObject({ event: 'ack', data: { orderId: expect.any(String), status: 'pending' } });
    const { orderId } = ack.data as { orderId: string };
    await feed.frame((frame) => frame.orderId === orderId && frame.status === 'confirmed');
    expect(feed.frames.filter((frame) => frame.orderId === orderId).map((frame) => frame.seq)).toEqual([1, 2, 3, 4, 5]);

    const staged = await stage(engine.url);
    feed.send({ id: 1, event: 'cancel', data: { orderId: staged.orderId } });
    expect(await feed.frame((frame) => frame.id === 1)).toMatchObject({ event: 'ack', data: { status: 'cancelled' } });
    feed.send({ id: 2, event: 'subscribe', data: { orderId: staged.orderId } });
    expect(await feed.frame((frame) => frame.id === 2)).toMatchObject({ event: 'ack' });
    await feed.end();
  });

  it('is found by its client order id however often and from wherever it is sent', async () => {
    const order = { ...SELL_1_SOL, clientOrderId: `same-${backend}` };
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => call(`${engine.url}/api/orders/execute`, 'POST', order)),
    );
    expect(new Set(replies.map((reply) => reply.body['orderId']))).toHaveProperty('size', 1);
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    const other = await call(`${engine.url}/api/orders/execute`, 'POST', { ...order, amount: '2' });
    expect(other.body).toMatchObject({ status: 409, code: 'IDEMPOTENCY_CONFLICT' });
    const { clientOrderId, ...plain } = order;
    const byHeader = await call(`${engine.url}/api/orders/execute`, 'POST', plain, {
      'idempotency-key': clientOrderId,
    });
    expect(byHeader).toMatchObject({ status: 200, body: { orderId: replies[0]!.body['orderId'] } });
  });

  it('sends diagnostics through the queue and a worker, seen on the feed', async () => {
    const feed = new TestSocket(engine.wsUrl);
    await feed.opened;
    const { status, body } = await call(`${engine.url}/enqueue`, 'POST', { orderId: 'smoke', payload: { n: 1 } });
    expect(status).toBe(202);
    await feed.frame((frame) => frame.jobId === body['jobId'] && frame.seq === 3);
    const seen = feed.frames.filter((frame) => frame.jobId === body['jobId']);
    expect(seen.map((frame) => [frame.seq, frame.event, frame.diagnostic, frame.orderId])).toEqual([
      [1, 'job:waiting', true, 'smoke'],
      [2, 'job:progress', true, 'smoke'],
      [3, 'job:completed', true, 'smoke'],
    ]);
    await feed.end();
  });

  it('leaves books that agree', async () => {
    expect(await engine.faults()).toEqual([]);
  });
});
