import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { LIFE } from './support/fake-journal.js';
import { RealtimeApp } from './support/realtime-app.js';
import { WebSocket } from 'ws';

const ORDER = { fromToken: 'SOL', toToken: 'USDC', amount: '1' };

describe('frames', () => {
  let app: RealtimeApp;

  beforeEach(async () => {
    app = await RealtimeApp.start();
  });

  afterEach(() => app.stop());

  it('place, follow, leave and cancel orders on the feed socket', async () => {
    const client = app.connect();
    const placed = await client.ask('execute', ORDER);
    const id = placed.data?.['orderId'] as string;
    expect(placed).toEqual({
      id: placed.id,
      event: 'ack',
      data: { orderId: id, jobId: id, status: 'pending', created: true },
    });
    expect(await client.ask('subscribe', { orderId: id })).toMatchObject({
      event: 'ack',
      data: { orderId: id, status: 'pending', lastSeq: 1 },
    });
    expect(await client.ask('cancel', { orderId: id })).toMatchObject({
      event: 'ack',
      data: { orderId: id, status: 'cancelled' },
    });
    expect(await client.ask('unsubscribe', { orderId: id })).toMatchObject({ event: 'ack', data: { orderId: id } });
    expect(await client.ask('unsubscribe')).toMatchObject({ event: 'ack' });
    expect(client.seqs(id)).toEqual([1, 2]);
  });

  it.each([
    ['{"id":1,"event":"constructor","data":{}}', 1, 'UNKNOWN_EVENT'],
    ['{"id":"a","event":"subscribe","data":{"__proto__":{"orderId":1}}}', 'a', 'VALIDATION_FAILED'],
    ['{"id":2,"event":"subscribe","data":[]}', 2, 'VALIDATION_FAILED'],
    ['{"id":3,"event":"subscribe"}', 3, 'VALIDATION_FAILED'],
    ['{"id":4,"event":"cancel","data":"x"}', 4, 'VALIDATION_FAILED'],
    ['{"id":5,"event":7}', 5, 'VALIDATION_FAILED'],
    ['{"id":{},"event":"execute"}', undefined, 'VALIDATION_FAILED'],
    [`{"id":"${'x'.repeat(65)}","event":"execute"}`, undefined, 'VALIDATION_FAILED'],
    ['{"id":1e400,"event":"execute"}', undefined, 'VALIDATION_FAILED'],
    ['[]', undefined, 'VALIDATION_FAILED'],
    ['null', undefined, 'VALIDATION_FAILED'],
    ['"execute"', undefined, 'VALIDATION_FAILED'],
    ['{"id":6,"event":"execute","data":{"toToken":"NOPE"}}', 6, 'UNKNOWN_TOKEN'],
  ])('that are wrong are answered: %s', async (frame, id, code) => {
    const client = app.connect();
    await client.opened;
    client.send(frame);
    await client.until((messages) => messages.length > 0);
    expect(client.messages[0]).toMatchObject({ event: 'error', data: { code } });
    expect(client.messages[0]?.id).toBe(id);
    expect((await client.ask('unsubscribe')).event).toBe('ack');
  });

  it('of an unknown event are answered with those known', async () => {
    const client = app.connect();
    expect((await client.ask('dance')).data?.['detail']).toBe(
      'there is no event "dance"; known: execute, subscribe, unsubscribe, cancel',
    );
  });

  it.each([
    ['no JSON', 'hello', 1007, 'this frame is not JSON'],
    ['nothing', '', 1007, 'this frame is not JSON'],
    ['binary', randomBytes(10), 1003, 'frames must be JSON text, not binary'],
    ['10 MB', 'x'.repeat(10_000_000), 1009, 'a frame may have at most 4096 bytes'],
  ])('that are %s close any socket in words', async (_name, frame, code, reason) => {
    const id = app.journal.place();
    for (const client of [app.connect(), app.connect(`?orderId=${id}`)]) {
      await client.opened;
      client.send(frame);
      expect(await client.closed).toEqual({ code, reason });
    }
    expect((await app.connect().ask('unsubscribe')).event).toBe('ack');
  });

  it('on the socket of an order are answered with an error, and the order goes on', async () => {
    const id = app.journal.place();
    const client = app.connect(`?orderId=${id}`);
    expect(await client.ask('cancel', { orderId: id })).toMatchObject({
      event: 'error',
      data: { code: 'LISTEN_ONLY' },
    });
    app.journal.append(id, ...LIFE);
    expect((await client.closed).code).toBe(1000);
    expect(client.seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it('sent before the reply to the upgrade are all answered, in order', async () => {
    const frames = Array.from({ length: 100 }, (_, n) =>
      n % 2 === 0 ? `{"id":${n},"event":"nothing"}` : `{"id":${n},"event":"unsubscribe","data":{"orderId":"no"}}`,
    );
    const answers = await early(app.port, '/ws', frames, 100);
    const ids = answers.map((answer) => answer['id'] as number);
    expect(ids.filter((id) => id % 2 === 0)).toEqual(ids.filter((id) => id % 2 === 0).sort((a, b) => a - b));
    expect(ids.filter((id) => id % 2 === 1)).toEqual(ids.filter((id) => id % 2 === 1).sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(100);
    expect(answers.every(({ event }) => event === 'error')).toBe(true);
  });

  it('place a hundred orders before the reply to the upgrade', async () => {
    app.journal.onLaunch = (orderId) => app.journal.append(orderId, ...LIFE);
    const frames = Array.from({ length: 100 }, (_, id) => JSON.stringify({ id, event: 'execute', data: ORDER }));
    const answers = await early(app.port, '/ws', frames, 600);
    const acks = answers.filter(({ event }) => event === 'ack');
    expect(acks.map(({ id }) => id)).toEqual(frames.map((_, n) => n));
    for (const { data } of acks) {
      const { orderId } = data as { orderId: string };
      const story = answers.flatMap((answer) =>
        answer['orderId'] === orderId || (answer['data'] as { orderId?: string }).orderId === orderId
          ? [answer['seq'] ?? 'ack']
          : [],
      );
      expect(story).toEqual(['ack', 1, 2, 3, 4, 5]);
    }
  });
});

/** Writes an upgrade and frames at once, and reads as many text frames as wanted. */
async function early(
  port: number,
  path: string,
  frames: readonly string[],
  wanted: number,
): Promise<Record<string, unknown>[]> {
  const socket = connect(port, '127.0.0.1');
  const request = [
    `GET ${path} HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ].join('\r\n');
  socket.write(Buffer.concat([Buffer.from(`${request}\r\n\r\n`), ...frames.map(masked)]));
  const received: Record<string, unknown>[] = [];
  // A client of `ws` reads the frames; the handshake is ours.
  const reader = new (WebSocket as unknown as new (a: null, b: undefined, c: object) => Internal)(null, undefined, {});
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.off('data', onData);
      reader.on('message', (data: Buffer) => {
        received.push(JSON.parse(data.toString()) as Record<string, unknown>);
        if (received.length === wanted) resolve();
      });
      reader._isServer = false;
      reader.setSocket(socket, head.subarray(end + 4), { maxPayload: 0, allowSynchronousEvents: true });
    };
    socket.on('data', onData);
  });
  reader.terminate();
  return received;
}

interface Internal {
  _isServer: boolean;
  on(event: 'message', listener: (data: Buffer) => void): void;
  setSocket(socket: unknown, head: Buffer, options: object): void;
  terminate(): void;
}

/** A client's text frame with a mask of zeros. */
function masked(text: string): Buffer {
  const payload = Buffer.from(text);
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}
