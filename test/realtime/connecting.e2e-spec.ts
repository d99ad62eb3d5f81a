import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { LIFE } from './support/fake-journal.js';
import { RealtimeApp } from './support/realtime-app.js';
import { WsClient } from './support/ws-client.js';

const FIVE = [1, 2, 3, 4, 5];
const UNKNOWN = '0197a000-0000-7000-8000-000000000000';

describe('connecting', () => {
  let app: RealtimeApp;

  beforeEach(async () => {
    app = await RealtimeApp.start();
    app.journal.onLaunch = (orderId) => app.journal.append(orderId, ...LIFE);
  });

  afterEach(() => app.stop());

  it('by order: shows everything and closes with 1000', async () => {
    const id = app.journal.place();
    const client = app.connect(`?orderId=${id}`);
    expect(await client.closed).toEqual({ code: 1000, reason: 'the order is confirmed' });
    expect(client.seqs()).toEqual(FIVE);
    expect(client.messages[0]).toEqual({
      event: 'job:waiting',
      orderId: id,
      jobId: id,
      seq: 1,
      status: 'pending',
      attempt: 0,
      at: expect.any(String) as string,
      message: 'sell 1 SOL for USDC',
      data: { amount: '1', fromToken: 'SOL', toToken: 'USDC' },
    });
    await vi.waitUntil(() => app.counts.sockets === 0);
    expect(app.counts.watchedOrders).toBe(0);
  });

  it('in one connection: places, runs and shows; the same URL resumes', async () => {
    const query = '?fromToken=SOL&toToken=USDC&amount=1&clientOrderId=mine';
    const first = app.connect(query);
    expect((await first.closed).code).toBe(1000);
    const id = first.messages[0]?.orderId;
    const again = app.connect(`${query}&lastSeq=3`);
    expect((await again.closed).code).toBe(1000);
    expect(first.seqs(id)).toEqual(FIVE);
    expect(again.seqs(id)).toEqual([4, 5]);
    expect(app.journal.launched).toEqual([id]);
  });

  it.each([0, 1, 2, 3, 4])('reconnects after event %i and misses nothing', async (lastSeq) => {
    app.journal.onLaunch = () => undefined;
    const id = app.journal.place();
    const first = app.connect(`?orderId=${id}`);
    await first.until((messages) => messages.length === 1);
    app.journal.append(id, ...LIFE.slice(0, 3));
    await first.until((messages) => messages.length === 4);
    first.socket.terminate();
    const second = app.connect(`?orderId=${id}&lastSeq=${lastSeq}`);
    await second.opened;
    app.journal.append(id, 'confirmed');
    expect((await second.closed).code).toBe(1000);
    expect(second.seqs()).toEqual(FIVE.slice(lastSeq));
  });

  it('twice, and by one who watches: one start, every event to each', async () => {
    const id = app.journal.place();
    const watcher = app.connect(`?orderId=${id}&watch=1`);
    await watcher.until((messages) => messages.length === 1);
    expect(app.journal.launched).toEqual([]);
    const clients = [watcher, app.connect(`?orderId=${id}`), app.connect(`?orderId=${id.toUpperCase()}`)];
    for (const client of clients) expect((await client.closed).code).toBe(1000);
    for (const client of clients) expect(client.seqs()).toEqual(FIVE);
    expect(app.journal.launched).toEqual([id]);
  });

  it.each([
    ['?orderId=17', 4400, 'orderId must be a UUID'],
    ['?orderId=', 4400, 'orderId must be a UUID'],
    ['?order=1', 4400, 'unknown parameter order; known: orderId, lastSeq, watch'],
    [`?orderId=${UNKNOWN}`, 4404, `there is no order ${UNKNOWN}`],
    [`?orderId=${UNKNOWN}&orderId=${UNKNOWN}`, 4400, 'orderId is given twice'],
    [`?orderId=${UNKNOWN}&lastSeq=-1`, 4400, 'lastSeq must be a whole number from 0'],
    [`?orderId=${UNKNOWN}&lastSeq=1.5`, 4400, 'lastSeq must be a whole number from 0'],
    [`?orderId=${UNKNOWN}&lastSeq=`, 4400, 'lastSeq must be a whole number from 0'],
    [`?orderId=${UNKNOWN}&watch=yes`, 4400, 'watch must be 0 or 1'],
    [`?orderId=${UNKNOWN}&amount=1`, 4400, 'orderId follows an order and amount places one: give either'],
    ['?lastSeq=1', 4400, 'lastSeq needs an orderId: the global feed has no position'],
    ['?fromToken=SOL&toToken=USDC&amount=1&watch=1', 4400, 'watch needs an orderId'],
    ['?fromToken=SOL&toToken=USDC&amount=1&lastSeq=1', 4400, 'lastSeq needs the clientOrderId'],
    ['?fromToken=SOL&toToken=NOPE&amount=1', 4400, 'toToken must be one of'],
    ['?%E0%A4%A=1', 4400, 'unknown parameter'],
  ])('with %s closes with %i in words', async (query, code, reason) => {
    const closed = await app.connect(query).closed;
    expect(closed.code).toBe(code);
    expect(closed.reason).toContain(reason);
  });

  it('with a lastSeq beyond the last closes with 4400', async () => {
    const closed = await app.connect(`?orderId=${app.journal.place()}&lastSeq=7`).closed;
    expect(closed).toEqual({ code: 4400, reason: 'lastSeq is beyond the last event of the order, which is 1' });
  });

  it('to an order that had expired shows its history and closes with 4410', async () => {
    const id = app.journal.place();
    app.journal.outdate(id);
    for (let n = 0; n < 2; n++) {
      const client = app.connect(`?orderId=${id}`);
      expect((await client.closed).code).toBe(4410);
      expect(client.messages.map(({ status }) => status)).toEqual(['pending', 'expired']);
    }
    expect(app.journal.launched).toEqual([]);
  });

  it('while the database is away closes with 1013', async () => {
    const id = app.journal.place();
    app.journal.away = true;
    const closed = await app.connect(`?orderId=${id}`).closed;
    expect(closed).toEqual({ code: 1013, reason: 'the database does not answer now' });
  });

  it('from a page of another origin is refused before the upgrade', async () => {
    const refusal = await app.connect('', { origin: 'https://evil.example' }).refused;
    expect(refusal.status).toBe(403);
    expect(JSON.parse(refusal.body)).toMatchObject({ code: 'FORBIDDEN_ORIGIN', status: 403 });
    expect((await app.connect('', { origin: 'null' }).refused).status).toBe(403);
    await app.connect('', { origin: `http://127.0.0.1:${app.port}` }).opened;
  });

  it('anywhere else than /ws is answered with 404', async () => {
    for (const path of ['/', '/ws/', '/wsx', '/api/orders', '//x:99999/']) {
      const { status } = await new WsClient(`ws://127.0.0.1:${app.port}${path}`).refused;
      expect(status).toBe(404);
    }
  });

  it.each([
    ['no key', 'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 400],
    [
      'a bad version',
      'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\n' +
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      400,
    ],
    ['POST', 'POST /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 405],
    ['a strange URL', 'GET http://[/ws HTTP/1.1\r\nHost: ::\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 404],
    [
      'a bad host',
      'GET /ws HTTP/1.1\r\nHost: %%\r\nOrigin: http://a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
      403,
    ],
  ])('with a malformed upgrade (%s) is answered and harms nobody', async (_name, request, status) => {
    const socket = connect(app.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(request);
    await once(socket, 'close');
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    await app.connect().opened;
  });

  it('and vanishing at any moment leaves nothing behind', async () => {
    app.journal.onLaunch = () => undefined;
    const id = app.journal.place();
    for (let n = 0; n < 20; n++) {
      const client = app.connect(n % 2 === 0 ? `?orderId=${id}` : '');
      if (n % 3 === 0) await client.opened;
      for (let turns = 0; turns < n; turns++) await turn();
      client.socket.terminate();
      await client.closed;
    }
    await vi.waitUntil(
      () => app.counts.sockets === 0 && app.counts.watchedOrders === 0 && app.counts.feedSockets === 0,
    );
  });
});

describe('origins', () => {
  it('are also allowed by list, public address and forwarded host', async () => {
    const app = await RealtimeApp.start({
      env: {
        ALLOWED_ORIGINS: 'https://app.example.com',
        PUBLIC_URL: 'https://engine.example.com',
        TRUST_PROXY: 'true',
      },
    });
    await app.connect('', { origin: 'https://app.example.com' }).opened;
    await app.connect('', { origin: 'https://engine.example.com' }).opened;
    await app.connect('', { origin: 'https://front.example.com', 'x-forwarded-host': 'front.example.com' }).opened;
    expect((await app.connect('', { origin: 'http://app.example.com' }).refused).status).toBe(403);
    await app.stop();
  });
});
