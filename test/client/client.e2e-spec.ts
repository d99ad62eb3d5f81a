import { EngineClient, EngineError } from '../../src/client/index.js';
import type { ConnectionState, OrderEvent } from '../../src/client/index.js';
import { LiveSockets } from '../../src/realtime/live-sockets.js';
import { TcpProxy } from '../faults/support/tcp-proxy.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

const SELL = { fromToken: 'SOL', toToken: 'USDC', amount: '1' };
const PATIENCE = { timeout: 10_000 };
const WHOLE = ['pending', 'routing', 'building', 'submitted', 'confirmed'];

describe('the client library', () => {
  let engine: TestEngine;
  let proxy: TcpProxy;
  let client: EngineClient;
  beforeAll(async () => {
    engine = await startTestEngine({ SIM_SLOT_MS: '40' });
    proxy = await TcpProxy.before(engine.url);
    client = new EngineClient({ url: proxy.url(engine.url), retry: { baseMs: 20, maxMs: 200 } });
  });
  afterAll(async () => {
    await engine.stop();
    await proxy.close();
  });

  async function all(events: AsyncIterable<OrderEvent>, each: (event: OrderEvent) => void = () => undefined) {
    const seen: OrderEvent[] = [];
    for await (const event of events) {
      seen.push(event);
      each(event);
    }
    return seen;
  }

  it('executes an order and gives its events to the end', async () => {
    const states: ConnectionState[] = [];
    const events = await all(client.execute(SELL, { onConnection: (state) => states.push(state) }));
    expect(events.map(({ status }) => status)).toEqual(WHOLE);
    expect(states.map(({ state }) => state)).toEqual(['connecting', 'open', 'closed']);
    const order = await client.order(events[0]?.orderId ?? '');
    expect(order).toMatchObject({ status: 'confirmed', amount: '1' });
    expect(order.events).toEqual(events);
  });

  it('comes back to where it was, wherever the socket is cut', async () => {
    const before = proxy.harmed;
    const states: ConnectionState[] = [];
    const events = await all(client.execute(SELL, { onConnection: (state) => states.push(state) }), () => proxy.cut());
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(events.map(({ status }) => status)).toEqual(WHOLE);
    expect(proxy.harmed).toBeGreaterThan(before);
    expect(states.map(({ state }) => state)).toContain('reconnecting');
  });

  it('waits while the engine cannot be reached, for placing and for following', async () => {
    proxy.mode = 'refuse';
    const before = proxy.harmed;
    const clientOrderId = 'patient';
    const running = all(client.execute({ ...SELL, clientOrderId }));
    await vi.waitFor(() => expect(proxy.harmed).toBeGreaterThan(before + 1), PATIENCE);
    proxy.mode = 'pass';
    const events = await running;
    expect(events.map(({ status }) => status)).toEqual(WHOLE);
    const { items } = await client.orders({ limit: 100 });
    expect(items.filter((order) => order.clientOrderId === clientOrderId)).toHaveLength(1);
  });

  it('gives one order however often it is placed', async () => {
    const placed = await Promise.all([1, 2, 3].map(() => client.place({ ...SELL, clientOrderId: 'thrice' })));
    expect(new Set(placed.map(({ orderId }) => orderId)).size).toBe(1);
  });

  it('watches without starting, cancels, and ends with the terminal event', async () => {
    const { orderId } = await client.place(SELL);
    const watching = all(client.follow(orderId, { watch: true }));
    expect((await client.cancel(orderId)).status).toBe('cancelled');
    expect((await watching).map(({ status }) => status)).toEqual(['pending', 'cancelled']);
    expect(await all(client.follow(orderId, { lastSeq: 2 }))).toEqual([]);
    expect((await all(client.follow(orderId, { lastSeq: 1 }))).map(({ seq }) => seq)).toEqual([2]);
  });

  it('leaves the socket when the loop or the signal ends, and the order alone', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const aborted = all(client.execute(SELL, { signal: stop.signal }), () => stop.abort(reason));
    await expect(aborted).rejects.toBe(reason);
    let orderId = '';
    for await (const event of client.execute(SELL)) {
      orderId = event.orderId;
      break;
    }
    const unused = client.feed();
    await unused.return();
    // Connections for calls are kept alive; those of sockets are not.
    await vi.waitFor(async () => expect((await client.order(orderId)).status).toBe('confirmed'), PATIENCE);
    const sockets = await vi.waitFor(() => {
      expect(engine.app.get(LiveSockets, { strict: false }).size).toBe(0);
      return true;
    }, PATIENCE);
    expect(sockets).toBe(true);
  });

  it('feeds the events of all orders, and tells of gaps', async () => {
    const states: ConnectionState[] = [];
    const stop = new AbortController();
    const seen: OrderEvent[] = [];
    const opened = (): boolean => states.at(-1)?.state === 'open';
    const reading = all(client.feed({ signal: stop.signal, onConnection: (state) => states.push(state) }), (event) => {
      seen.push(event);
    }).catch((error: unknown) => error);
    await vi.waitFor(() => expect(opened()).toBe(true), PATIENCE);
    const first = await all(client.execute(SELL));
    await vi.waitFor(() => expect(seen).toEqual(first), PATIENCE);
    proxy.cut();
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'open', gap: true }), PATIENCE);
    const second = await all(client.execute(SELL));
    await vi.waitFor(() => expect(seen).toEqual([...first, ...second]), PATIENCE);
    stop.abort();
    expect(await reading).toBe(stop.signal.reason);
  });

  it('throws what the engine refuses, with its code and every faulty field', async () => {
    const refused = await client.place({ fromToken: 'SOL', toToken: 'XXX', amount: '0' }).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(EngineError);
    expect(refused).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
    expect((refused as EngineError).problem?.errors?.map(({ field }) => field)).toEqual(['toToken', 'amount']);
    const unknown = '01a1fd14-3812-7124-a4e4-bca51562e2ae';
    await expect(all(client.follow(unknown))).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND', status: 4404 });
    await expect(client.order(unknown)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND', status: 404 });
    const nobody = new EngineClient({ url: 'http://127.0.0.1:9', retry: { baseMs: 1, attempts: 2 } });
    await expect(nobody.tokens()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await expect(all(nobody.execute(SELL))).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await expect(all(nobody.follow(unknown))).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  it('reads the market, the wallet, the queue and the health', async () => {
    const quote = await client.quote({ fromToken: 'SOL', toToken: 'USDC', amount: '2' });
    const events = await all(client.execute({ quoteId: quote.quoteId }));
    expect(events.at(-1)?.status).toBe('confirmed');
    expect((await client.tokens()).items.map(({ symbol }) => symbol)).toContain('SOL');
    const [pools, ofPair] = await Promise.all([client.pools(), client.pools({ pair: 'SOL/USDC' })]);
    expect(ofPair.items.length).toBeGreaterThan(2);
    expect(pools.items.length).toBeGreaterThan(ofPair.items.length);
    expect((await client.balances()).items.map(({ token }) => token)).toContain('USDC');
    expect((await client.candles({ pair: 'SOL/USDC', interval: '1m' })).items.length).toBeGreaterThan(0);
    expect((await client.health()).details['database']?.status).toBe('up');
    expect(await client.job(events[0]?.orderId ?? '')).toMatchObject({ state: 'completed' });
  });
});
