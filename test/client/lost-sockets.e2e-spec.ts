import { EngineClient } from '../../src/client/index.js';
import type { ConnectionState, FeedEvent, OrderEvent } from '../../src/client/index.js';
import { LiveSockets } from '../../src/realtime/live-sockets.js';
import { TcpProxy } from '../faults/support/tcp-proxy.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';
import { SocketProxy } from './support/socket-proxy.js';

const SELL = { fromToken: 'SOL', toToken: 'USDC', amount: '1' };
const RETRY = { baseMs: 5, maxMs: 50 };
const PATIENCE = { timeout: 25_000 };
/** Short, but longer than an engine takes to answer on a busy machine. */
const HASTE_MS = 600;
const seqOf = (frame: string): number => (JSON.parse(frame) as OrderEvent).seq;

describe('the client library, when sockets are lost', () => {
  let engine: TestEngine;
  let proxy: SocketProxy;
  let client: EngineClient;
  beforeAll(async () => {
    engine = await startTestEngine({ SIM_SLOT_MS: '40' });
    proxy = new SocketProxy(engine.url);
    client = new EngineClient({ url: await proxy.listen(), retry: RETRY });
  });
  beforeEach(() => {
    proxy.harmed = 0;
    proxy.connections = 0;
    proxy.asked = 0;
    proxy.rule = () => undefined;
  });
  afterAll(async () => {
    await proxy.close();
    await engine.stop();
  });

  async function all(events: AsyncIterable<OrderEvent>): Promise<OrderEvent[]> {
    const seen: OrderEvent[] = [];
    for await (const event of events) seen.push(event);
    return seen;
  }

  /** What the order's history says happened: what the client must have given. */
  async function historyOf([first]: readonly OrderEvent[]): Promise<readonly OrderEvent[]> {
    return (await client.order(first?.orderId ?? '')).events;
  }

  it.each([1000, 1001, 1006, 1011, 1012, 1013])(
    'gives all events once and in order though each but the last brings a close with %i',
    async (code) => {
      const states: ConnectionState[] = [];
      proxy.rule = (frame) => (seqOf(frame) < 5 ? { close: code } : undefined);
      const events = await all(client.execute(SELL, { onConnection: (state) => states.push(state) }));
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(events).toEqual(await historyOf(events));
      expect(proxy.harmed).toBeGreaterThanOrEqual(4);
      expect(proxy.connections).toBe(5);
      expect(states.filter(({ state }) => state === 'reconnecting')).toHaveLength(4);
      expect(states.find(({ reason }) => reason)?.reason).toContain(code === 1006 ? '1006' : 'the proxy says so');
    },
  );

  it('loses nothing when the closes come before the events', async () => {
    let spared = 0;
    proxy.rule = () => (spared++ % 3 === 2 ? undefined : { frames: [], close: 1013 });
    const events = await all(client.execute(SELL));
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(proxy.harmed).toBeGreaterThan(5);
  });

  it('comes back for an event that is missing, and drops those that come twice', async () => {
    const hidden = new Set<number>();
    proxy.rule = (frame) => {
      const seq = seqOf(frame);
      if (seq % 2 === 0 && !hidden.has(seq)) {
        hidden.add(seq);
        return { frames: [] };
      }
      return { frames: [frame, frame] };
    };
    const events = await all(client.execute(SELL));
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(events).toEqual(await historyOf(events));
    expect([...hidden]).toEqual([2, 4]);
    expect(proxy.connections).toBeGreaterThan(1);
  });

  it.each([
    [1003, 'PROTOCOL'],
    [1007, 'PROTOCOL'],
    [1008, 'NOT_ALLOWED'],
    [1009, 'PROTOCOL'],
    [4400, 'VALIDATION_FAILED'],
    [4404, 'ORDER_NOT_FOUND'],
  ])('does not come back after %i', async (close, code) => {
    proxy.rule = () => ({ close });
    const states: ConnectionState[] = [];
    const reading = all(client.execute(SELL, { onConnection: (state) => states.push(state) }));
    await expect(reading).rejects.toMatchObject({ code, status: close, message: 'the proxy says so' });
    expect(states.at(-1)).toMatchObject({ state: 'closed', reason: 'the proxy says so' });
    expect([proxy.harmed > 0, proxy.connections]).toEqual([true, 1]);
  });

  it('ends after the event that tells that the order expired', async () => {
    const brief = await startTestEngine({ PENDING_TTL_MS: '100' });
    try {
      const direct = new EngineClient({ url: brief.url });
      const { orderId } = await direct.place(SELL);
      await vi.waitFor(async () => expect((await direct.order(orderId)).status).toBe('expired'), PATIENCE);
      const statuses = (await all(direct.follow(orderId))).map(({ status }) => status);
      expect(statuses).toEqual(['pending', 'expired']);
      expect(await all(direct.follow(orderId, { lastSeq: 2 }))).toEqual([]);
      expect(await all(direct.follow(orderId, { lastSeq: 2, watch: true }))).toEqual([]);
    } finally {
      await brief.stop();
    }
  });

  it('notices a network that swallows everything, while it connects and while it listens', async () => {
    const network = await TcpProxy.before(engine.url);
    const url = network.url(engine.url);
    const hasty = new EngineClient({ url, retry: { ...RETRY, timeoutMs: HASTE_MS } });
    const states: ConnectionState[] = [];
    const { orderId } = await client.place(SELL);
    const stop = new AbortController();
    const onConnection = (state: ConnectionState): unknown => states.push(state);
    const watching = all(hasty.follow(orderId, { watch: true, signal: stop.signal, onConnection }));
    await vi.waitFor(() => expect(states.at(-1)?.state).toBe('open'), PATIENCE);
    network.mode = 'blackhole';
    const lost = { state: 'reconnecting', reason: `no answer within ${HASTE_MS} ms` };
    await vi.waitFor(
      () => expect(states.filter(({ attempt }) => attempt > 1)).toContainEqual(expect.objectContaining(lost)),
      PATIENCE,
    );
    const once = new EngineClient({ url, retry: { attempts: 1, timeoutMs: HASTE_MS } });
    await expect(once.tokens()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(network.harmed).toBeGreaterThan(3);
    network.mode = 'pass';
    network.cut();
    await client.cancel(orderId);
    expect((await watching).map(({ status }) => status)).toEqual(['pending', 'cancelled']);
    await network.close();
  });

  it('stays on a connection that is silent but alive', async () => {
    const calm = new EngineClient({ url: client.url, retry: { timeoutMs: HASTE_MS } });
    const { orderId } = await client.place(SELL);
    const states: ConnectionState[] = [];
    const stop = new AbortController();
    const options = { signal: stop.signal, onConnection: (state: ConnectionState) => states.push(state) };
    const seen: OrderEvent[] = [];
    const reading = [calm.follow(orderId, { watch: true, ...options }), calm.feed(options)].map(async (stream) => {
      for await (const event of stream) seen.push(event);
    });
    await vi.waitFor(() => expect(proxy.asked).toBeGreaterThan(3), PATIENCE);
    expect(states.map(({ state }) => state)).toEqual(['connecting', 'connecting', 'open', 'open']);
    expect(proxy.connections).toBe(2);
    expect(seen.map(({ status }) => status)).toEqual(['pending']);
    stop.abort();
    expect((await Promise.allSettled(reading)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await client.cancel(orderId);
  });

  it('shows an event once on the feed though it comes on both connections, and jobs of operators as such', async () => {
    const states: ConnectionState[] = [];
    const seen: FeedEvent[] = [];
    const stop = new AbortController();
    const reading = (async () => {
      for await (const event of client.feed({ signal: stop.signal, onConnection: (state) => states.push(state) })) {
        seen.push(event);
      }
    })().catch((error: unknown) => error);
    await vi.waitFor(() => expect(states.at(-1)?.state).toBe('open'), PATIENCE);
    proxy.rule = (frame) => ({ frames: [frame, frame] });
    const direct = new EngineClient({ url: engine.url });
    const events = await all(direct.execute(SELL));
    await vi.waitFor(() => expect(seen).toEqual(events), PATIENCE);
    expect(proxy.harmed).toBe(5);
    for (let job = 0; job < 2; job += 1) {
      const headers = { 'content-type': 'application/json' };
      await fetch(`${engine.url}/enqueue`, { method: 'POST', headers, body: '{"orderId":"smoke"}' });
    }
    await vi.waitFor(() => expect(seen.filter(({ diagnostic }) => diagnostic)).toHaveLength(6), PATIENCE);
    stop.abort();
    expect(await reading).toBe(stop.signal.reason);
    await vi.waitFor(() => expect(engine.app.get(LiveSockets, { strict: false }).size).toBe(0), PATIENCE);
  });
});
