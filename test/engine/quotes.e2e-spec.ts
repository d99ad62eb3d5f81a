import { SELL_1_SOL, TestSocket, call, follow, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

describe('a quote', () => {
  let engine: TestEngine;
  beforeAll(async () => void (engine = await startTestEngine({ SIM_FLOW: 'false' })));
  afterAll(() => engine.stop());

  const quote = async (amount = '1') =>
    (await call(`${engine.url}/api/quotes?fromToken=SOL&toToken=USDC&amount=${amount}`)).body;
  const execute = (body: unknown) => call(`${engine.url}/api/orders/execute`, 'POST', body);

  it('shows every venue and the route, and is executed exactly as seen', async () => {
    const { quoteId, expiresAt, quotes, route } = await quote();
    expect(quotes.length).toBeGreaterThanOrEqual(2);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    const { wsUrl, orderId } = await stage(engine.url, { quoteId, slippageBps: 0 });
    const { frames } = await follow(wsUrl);
    expect(frames.at(-1)).toMatchObject({ status: 'confirmed', data: { amountIn: '1', amountOut: route.amountOut } });
    const { body } = await call(`${engine.url}/api/orders/${orderId}`);
    expect(body['minAmountOut']).toBe(route.amountOut);
    expect(body['route'].legs.map((leg: { pool: string }) => leg.pool)).toEqual(
      route.legs.map((leg: { pool: string }) => leg.pool),
    );
  });

  it('fails with QUOTE_MOVED, naming the figures, when the market has left it', async () => {
    const { quoteId } = await quote('2');
    // Somebody sells a lot in between.
    await follow((await stage(engine.url, { ...SELL_1_SOL, amount: '3000', slippageBps: 5000 })).wsUrl);
    const { frames } = await follow((await stage(engine.url, { quoteId, slippageBps: 0 })).wsUrl);
    expect(frames.at(-1)).toMatchObject({ status: 'failed', data: { code: 'QUOTE_MOVED', attempts: 1 } });
  });

  it('is refused late, tampered with, or for another order, in the same words on both doors', async () => {
    const { quoteId } = await quote();
    const tampered = `${quoteId.slice(0, -2)}AA`;
    const feed = new TestSocket(engine.wsUrl);
    await feed.opened;
    const cases = [
      [{ quoteId: tampered }, 400, 'QUOTE_INVALID'],
      [{ quoteId: 'x' }, 400, 'QUOTE_INVALID'],
      [{ quoteId: 7 }, 400, 'QUOTE_INVALID'],
      [{ quoteId, amount: '2' }, 400, 'VALIDATION_FAILED'],
      [{ quoteId, toToken: 'JUP' }, 400, 'VALIDATION_FAILED'],
    ] as const;
    for (const [id, [order, status, code]] of cases.entries()) {
      const reply = await execute(order);
      expect(reply.body).toMatchObject({ status, code });
      feed.send({ id, event: 'execute', data: order });
      const frame = await feed.frame((f) => f.id === id);
      expect((frame.data as { detail: string }).detail).toBe(reply.body['detail']);
    }
    await feed.end();
  });

  it('expires: refused when staged late, failed when promoted late, but found again by its client order id', async () => {
    const { quoteId } = await quote();
    const order = { quoteId, clientOrderId: 'quoted' };
    const { orderId, wsUrl } = await stage(engine.url, order);
    await vi.waitFor(
      async () =>
        expect(await execute({ quoteId, clientOrderId: `late-${Math.random()}` })).toMatchObject({
          status: 410,
          body: { code: 'QUOTE_EXPIRED' },
        }),
      { timeout: 20_000, interval: 250 },
    );
    expect(await execute(order)).toMatchObject({ status: 200, body: { orderId } });
    const { frames } = await follow(wsUrl);
    expect(frames.at(-1)).toMatchObject({ status: 'failed', data: { code: 'QUOTE_EXPIRED' } });
  });
});
