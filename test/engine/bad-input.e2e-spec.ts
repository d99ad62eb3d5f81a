import { request } from 'node:http';
import { SELL_1_SOL, TestSocket, call, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

const NO_ORDER = '019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708';

describe('bad input', () => {
  let engine: TestEngine;
  beforeAll(async () => void (engine = await startTestEngine()));
  afterAll(() => engine.stop());

  const orders = async (): Promise<number> => {
    const [row] = await engine.database.query<{ n: string }[]>('SELECT count(*) AS n FROM orders');
    return Number(row!.n);
  };
  const execute = (body: unknown, headers?: Record<string, string>) =>
    call(`${engine.url}/api/orders/execute`, 'POST', body, headers);

  /** The server is still there and has staged nothing. */
  async function unharmed(before: number): Promise<void> {
    expect(await orders()).toBe(before);
    expect((await call(`${engine.url}/health/ready`)).status).toBe(200);
  }

  it.each([
    ['an unknown token', { ...SELL_1_SOL, fromToken: 'DOGE' }, 'UNKNOWN_TOKEN', ['fromToken']],
    ['a token with a NUL', { ...SELL_1_SOL, toToken: 'US\u0000DC' }, 'UNKNOWN_TOKEN', ['toToken']],
    ['half of a surrogate pair', '{"fromToken":"SOL","toToken":"\\ud800","amount":"1"}', 'UNKNOWN_TOKEN', ['toToken']],
    ['a number for a token', { ...SELL_1_SOL, toToken: 7 }, 'VALIDATION_FAILED', ['toToken']],
    ['the same token twice', { ...SELL_1_SOL, toToken: 'SOL' }, 'VALIDATION_FAILED', ['toToken']],
    ['1e400', '{"fromToken":"SOL","toToken":"USDC","amount":1e400}', 'VALIDATION_FAILED', ['amount']],
    ['"1e400"', { ...SELL_1_SOL, amount: '1e400' }, 'VALIDATION_FAILED', ['amount']],
    ['a negative amount', { ...SELL_1_SOL, amount: '-1' }, 'VALIDATION_FAILED', ['amount']],
    ['zero', { ...SELL_1_SOL, amount: 0 }, 'VALIDATION_FAILED', ['amount']],
    ['"NaN"', { ...SELL_1_SOL, amount: 'NaN' }, 'VALIDATION_FAILED', ['amount']],
    ['40 decimals', { ...SELL_1_SOL, amount: `1.${'1'.repeat(40)}` }, 'VALIDATION_FAILED', ['amount']],
    ['less than a base unit', { ...SELL_1_SOL, amount: '0.0000000001' }, 'VALIDATION_FAILED', ['amount']],
    ['more than 2^64 − 1 base units', { ...SELL_1_SOL, amount: '18446744074' }, 'VALIDATION_FAILED', ['amount']],
    [
      'a long JSON number',
      '{"fromToken":"SOL","toToken":"USDC","amount":1.0000000000000001}',
      'VALIDATION_FAILED',
      ['amount'],
    ],
    ['[7] as amount', { ...SELL_1_SOL, amount: [7] }, 'VALIDATION_FAILED', ['amount']],
    ['true as amount', { ...SELL_1_SOL, amount: true }, 'VALIDATION_FAILED', ['amount']],
    ['an unknown order type', { ...SELL_1_SOL, orderType: 'stop-loss' }, 'VALIDATION_FAILED', ['orderType']],
    ['too much slippage', { ...SELL_1_SOL, slippageBps: 5001 }, 'VALIDATION_FAILED', ['slippageBps']],
    ['two spellings that differ', { ...SELL_1_SOL, symbol: 'JUP/RAY' }, 'VALIDATION_FAILED', ['fromToken', 'toToken']],
    ['an empty client order id', { ...SELL_1_SOL, clientOrderId: '' }, 'VALIDATION_FAILED', ['clientOrderId']],
    [
      'a NUL in the client order id',
      { ...SELL_1_SOL, clientOrderId: '\u0000' },
      'VALIDATION_FAILED',
      ['clientOrderId'],
    ],
    ['unknown fields', { ...SELL_1_SOL, price: 1, limit: 2 }, 'VALIDATION_FAILED', ['price', 'limit']],
    [
      '__proto__',
      '{"fromToken":"SOL","toToken":"USDC","amount":"1","__proto__":{"x":1}}',
      'VALIDATION_FAILED',
      ['__proto__'],
    ],
    ['constructor', { ...SELL_1_SOL, constructor: { prototype: 1 } }, 'VALIDATION_FAILED', ['constructor']],
    [
      'everything at once',
      { fromToken: 1, amount: -1, slippageBps: 'x' },
      'VALIDATION_FAILED',
      ['fromToken', 'toToken', 'amount', 'slippageBps'],
    ],
    ['null', 'null', 'VALIDATION_FAILED', ['']],
    ['a list', '[]', 'VALIDATION_FAILED', ['']],
    ['a string', '"x"', 'VALIDATION_FAILED', ['']],
    ['nothing', '', 'VALIDATION_FAILED', ['']],
  ])('answers 400 to an order with %s', async (_, body, code, fields) => {
    const before = await orders();
    const reply = await execute(body);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(reply.body).toMatchObject({ status: 400, code, instance: '/api/orders/execute', title: expect.any(String) });
    expect((reply.body['errors'] as { field: string; message: string }[]).map((error) => error.field)).toEqual(fields);
    await unharmed(before);
  });

  it.each([
    ['malformed JSON', '{"a":', {}, 400, 'MALFORMED_JSON'],
    [
      'another content type',
      'fromToken=SOL',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['plain text', '{}', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', '{}', { 'content-type': 'application/json; charset=klingon' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['17 KiB', JSON.stringify({ x: 'x'.repeat(17 * 1024) }), {}, 413, 'PAYLOAD_TOO_LARGE'],
    ['10 MB', JSON.stringify({ x: 'x'.repeat(10_000_000) }), {}, 413, 'PAYLOAD_TOO_LARGE'],
    [
      'two ids that differ',
      { ...SELL_1_SOL, clientOrderId: 'a' },
      { 'idempotency-key': 'b' },
      400,
      'VALIDATION_FAILED',
    ],
  ])('refuses a body with %s', async (_, body, headers, status, code) => {
    const before = await orders();
    const reply = await execute(body, headers as Record<string, string>);
    expect(reply).toMatchObject({ status, body: { status, code } });
    await unharmed(before);
  });

  it.each([
    ['GET', '/api/orders/not-a-uuid', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders/%00', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders/%E0%A4%A', 400, 'VALIDATION_FAILED'],
    ['GET', `/api/orders/${NO_ORDER}`, 404, 'ORDER_NOT_FOUND'],
    ['DELETE', `/api/orders/${NO_ORDER}`, 404, 'ORDER_NOT_FOUND'],
    ['DELETE', '/api/orders/x', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders?status=done', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders?limit=0', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders?limit=1e3', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders?limit=1&limit=2', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders?colour=red', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/orders?cursor=tampered', 400, 'INVALID_CURSOR'],
    ['GET', '/api/orders?fromToken=constructor', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/quotes', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/quotes?fromToken=SOL&toToken=DOGE&amount=1', 400, 'UNKNOWN_TOKEN'],
    ['GET', '/api/quotes?fromToken=SOL&toToken=USDC&amount=1e400', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/quotes?fromToken=SOL&toToken=SOL&amount=1', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/quotes?fromToken=SOL&toToken=USDC&amount=18446744073', 422, 'INSUFFICIENT_LIQUIDITY'],
    ['GET', '/jobs/x', 400, 'VALIDATION_FAILED'],
    ['GET', `/jobs/${NO_ORDER}`, 404, 'JOB_NOT_FOUND'],
    ['GET', '/nowhere', 404, 'NOT_FOUND'],
    ['PUT', '/api/orders/execute', 404, 'NOT_FOUND'],
  ])('answers %s %s with %i %s', async (method, path, status, code) => {
    expect(await call(engine.url + path, method)).toMatchObject({ status, body: { status, code } });
  });

  it.each([
    [{}, ['orderId']],
    [{ orderId: '' }, ['orderId']],
    [{ orderId: 'a\u0000' }, ['orderId']],
    [{ orderId: 'a', payload: 'x'.repeat(5000) }, ['payload']],
    [{ orderId: 'a', payload: '\u0000' }, ['payload']],
    [{ orderId: 'a', extra: 1 }, ['extra']],
    [[], ['', 'orderId']],
  ])('refuses the diagnostic job %j', async (body, fields) => {
    const reply = await call(`${engine.url}/enqueue`, 'POST', body);
    expect(reply.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect((reply.body['errors'] as { field: string }[]).map((error) => error.field)).toEqual(fields);
  });

  it('survives requests that are no HTTP, and bodies that end early', async () => {
    const { port } = new URL(engine.url);
    await new Promise<void>((resolve) => {
      const half = request({
        port,
        host: '127.0.0.1',
        path: '/api/orders/execute',
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 100 },
      });
      half.on('error', () => resolve());
      half.write('{"fromToken":', () => half.destroy());
    });
    expect((await call(`${engine.url}/health/live`)).body).toEqual({ status: 'ok' });
  });

  it.each([
    ['?orderId=x', 4400],
    [`?orderId=${NO_ORDER}`, 4404],
    [`?orderId=${NO_ORDER}&lastSeq=-1`, 4400],
    ['?fromToken=SOL&toToken=USDC&amount=1e400', 4400],
    ['?fromToken=SOL&toToken=DOGE&amount=1', 4400],
    ['?fromToken=SOL', 4400],
    ['?colour=red', 4400],
  ])('closes /ws%s with %i and says why', async (query, code) => {
    const before = await orders();
    const closed = await new TestSocket(engine.wsUrl + query).closed;
    expect(closed.code).toBe(code);
    expect(closed.reason).not.toBe('');
    await unharmed(before);
  });

  it('closes a socket with 1007 for what is no JSON, 1003 for binary, 1009 for too much', async () => {
    const { wsUrl } = await stage(engine.url);
    for (const [frame, code] of [
      ['{', 1007],
      [Buffer.from([1, 2]), 1003],
      ['x'.repeat(10_000_000), 1009],
    ] as const) {
      for (const url of [engine.wsUrl, `${wsUrl}&watch=1`]) {
        const socket = new TestSocket(url);
        await socket.opened;
        socket.socket.send(frame, () => undefined);
        expect((await socket.closed).code).toBe(code);
      }
    }
    expect((await call(`${engine.url}/health/live`)).status).toBe(200);
  });

  it('answers faulty commands on the feed and keeps it open', async () => {
    const feed = new TestSocket(engine.wsUrl);
    await feed.opened;
    const commands: [unknown, string][] = [
      [{ id: 1, event: 'execute', data: { ...SELL_1_SOL, amount: '1e400' } }, 'VALIDATION_FAILED'],
      [{ id: 2, event: 'execute', data: null }, 'VALIDATION_FAILED'],
      [{ id: 3, event: 'dance' }, 'UNKNOWN_EVENT'],
      [{ id: 4, event: 'subscribe', data: { orderId: NO_ORDER } }, 'ORDER_NOT_FOUND'],
      [{ id: 5, event: 'subscribe', data: { orderId: 'x' } }, 'VALIDATION_FAILED'],
      [{ id: 6, event: 'cancel', data: { orderId: NO_ORDER } }, 'ORDER_NOT_FOUND'],
    ];
    for (const [command] of commands) feed.send(command);
    for (const [command, code] of commands) {
      const { id } = command as { id: number };
      expect(await feed.frame((frame) => frame.id === id)).toMatchObject({ event: 'error', data: { code } });
    }
    await feed.end();
  });
});
