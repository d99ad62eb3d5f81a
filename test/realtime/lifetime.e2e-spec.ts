import { Logger } from '@nestjs/common';
import { LIFE } from './support/fake-journal.js';
import { RealtimeApp } from './support/realtime-app.js';
import { WsClient } from './support/ws-client.js';

describe('the lifetime of sockets', () => {
  let app: RealtimeApp;

  afterEach(() => app.stop());

  it('ends for a peer that leaves two pings unanswered, and goes on for one that answers', async () => {
    app = await RealtimeApp.start({ pingMs: 50 });
    const silent = new WsClient(`ws://127.0.0.1:${app.port}/ws`, {}, { autoPong: false });
    const alive = app.connect();
    let pings = 0;
    let pongs = 0;
    silent.socket.on('ping', () => pings++);
    alive.socket.on('ping', () => pongs++);
    expect((await silent.closed).code).toBe(1006);
    expect(pings).toBe(2);
    await vi.waitUntil(() => pongs > 5);
    expect((await alive.ask('unsubscribe')).event).toBe('ack');
  });

  it('ends at shutdown with 1001, and new ones are refused', async () => {
    app = await RealtimeApp.start();
    const id = app.journal.place();
    const clients = [app.connect(), app.connect(`?orderId=${id}`)];
    for (const client of clients) await client.opened;
    const stuck = app.connect();
    await stuck.opened;
    stuck.socket.pause();
    const gone = app.sockets.goAway();
    const refusal = await app.connect().refused;
    expect(refusal).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    for (const client of clients) {
      expect(await client.closed).toEqual({ code: 1001, reason: 'the server is going away; reconnect with lastSeq' });
    }
    await gone;
    stuck.socket.resume();
    await vi.waitUntil(() => app.counts.sockets === 0);
    expect(app.sockets.goAway()).toBe(gone);
  });

  it('ends at shutdown with 1001 also when the application is merely closed', async () => {
    app = await RealtimeApp.start();
    const client = app.connect();
    await client.opened;
    await app.stop();
    expect((await client.closed).code).toBe(1001);
  });

  it('ends for a slow reader alone, which loses nothing', async () => {
    app = await RealtimeApp.start({ highWaterBytes: 64 * 1024 });
    const slow = app.connect();
    const fast = app.connect();
    await slow.opened;
    await fast.opened;
    slow.socket.pause();
    const id = app.journal.place();
    const events = 20_000;
    let stored = 1;
    while (stored < events) {
      app.journal.append(id, ...Array.from({ length: 50 }, () => 'retrying' as const));
      stored += 50;
      await fast.until((messages) => messages.length === stored);
    }
    await vi.waitUntil(() => app.counts.sockets === 1, 10_000);
    slow.socket.resume();
    // What the kernel held arrives, then the connection is found dead.
    expect((await slow.closed).code).toBe(1006);
    expect(fast.seqs(id)).toEqual(Array.from({ length: stored }, (_, n) => n + 1));
    expect(slow.seqs(id)).toEqual(fast.seqs(id).slice(0, slow.messages.length));
    const back = app.connect(`?orderId=${id}&lastSeq=${stored - 3}`);
    await back.until((messages) => messages.length === 3);
  });

  it('survives a dead bus: complete within 2 s, on sockets of orders and on the feed', async () => {
    app = await RealtimeApp.start();
    const feed = app.connect();
    await feed.opened;
    const id = app.journal.place();
    const client = app.connect(`?orderId=${id}`);
    await client.until((messages) => messages.length === 1);
    app.bus.tamper = () => [];
    app.journal.append(id, ...LIFE);
    const since = performance.now();
    expect((await client.closed).code).toBe(1000);
    await feed.until(() => feed.seqs(id).length === 5);
    expect(performance.now() - since).toBeLessThan(2_500);
    expect([client.seqs(), feed.seqs(id)]).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5],
    ]);
  });

  it('ends midway without stopping the order, and what then has nowhere to go is logged', async () => {
    const lines: string[] = [];
    const warn = vi
      .spyOn(Logger.prototype, 'warn')
      .mockImplementation((line: unknown) => void lines.push(String(line)));
    app = await RealtimeApp.start();
    const id = app.journal.place();
    const client = app.connect(`?orderId=${id}`);
    await client.until((messages) => messages.length === 1);
    client.socket.terminate();
    await vi.waitUntil(() => app.counts.sockets === 0);
    app.journal.append(id, ...LIFE);
    warn.mockRestore();
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain(id);
  });
});
