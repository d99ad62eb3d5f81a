import { FakeOutlet } from '../../test/realtime/support/fake-outlet.js';
import { LIFE } from '../../test/realtime/support/fake-journal.js';
import { turns } from '../../test/realtime/support/manual-clock.js';
import { RealtimeParts } from '../../test/realtime/support/realtime-parts.js';
import type { FeedSession } from './feed-session.js';

const ORDER = { fromToken: 'SOL', toToken: 'USDC', amount: '1' };

/** What a socket saw, as "event" or "event seq". */
function story({ messages }: FakeOutlet): string[] {
  return messages.map(({ event, seq }) => (seq === undefined ? event : `${event} ${seq}`));
}

describe('the global feed', () => {
  it('shows every order from now on, and goes on with those under way', async () => {
    const parts = new RealtimeParts();
    const old = parts.journal.place();
    parts.journal.append(old, 'routed');
    await parts.clock.advance(1_000);
    const feed = parts.listen();
    parts.journal.append(old, 'built');
    const fresh = parts.journal.place();
    await turns();
    parts.journal.append(old, 'submitted');
    parts.journal.append(fresh, ...LIFE);
    await parts.clock.advance(10_000);
    expect(feed.seqs(old)).toEqual([3, 4]);
    expect(feed.seqs(fresh)).toEqual([1, 2, 3, 4, 5]);
  });

  it('reads what was lost before the first message that came through', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const id = parts.journal.place('a');
    await parts.clock.advance(1);
    const lost = parts.journal.stage('local', {}).order.id;
    parts.bus.tamper = () => [];
    const dark = parts.journal.place();
    parts.journal.append(dark, 'routed');
    parts.bus.tamper = (messages) => messages;
    parts.journal.append(dark, 'built');
    await turns();
    expect(feed.seqs(dark)).toEqual([1, 2, 3]);
    expect([feed.seqs(id), feed.seqs(lost)]).toEqual([[1], [1]]);
  });

  it('turns each message into bytes once for all sockets', async () => {
    const parts = new RealtimeParts();
    const frames: unknown[] = [];
    const stringify = vi.spyOn(JSON, 'stringify');
    for (let n = 0; n < 5; n++)
      vi.spyOn(parts.listen(), 'deliver').mockImplementation((frame) => void frames.push(frame));
    parts.journal.place();
    await turns();
    expect(stringify).toHaveBeenCalledTimes(1);
    expect(frames).toHaveLength(5);
    expect(new Set(frames).size).toBe(1);
    stringify.mockRestore();
  });

  it('shows diagnostic jobs, in order though they cannot be read again', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const publish = (jobId: string, seq: number): void => {
      const event = (['job:waiting', 'job:progress', 'job:completed'] as const)[seq - 1];
      const body = { event, orderId: 'anything', jobId, seq, diagnostic: true };
      parts.bus.publish([{ key: `diagnostic:${jobId}`, seq, body }]);
    };
    for (const seq of [2, 3, 1]) publish('a', seq);
    expect(story(feed)).toEqual(['job:waiting 1', 'job:progress 2', 'job:completed 3']);
    expect(feed.frames[0]).toBe('{"event":"job:waiting","orderId":"anything","jobId":"a","seq":1,"diagnostic":true}');
    for (const seq of [2, 3]) publish('b', seq);
    await parts.clock.advance(1_500);
    expect(story(feed).slice(3)).toEqual(['job:progress 2', 'job:completed 3']);
    expect(parts.journal.reads).toBe(0);
  });

  it('forgets orders some time after their end, and all when nobody listens', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const tracks = (): number => (parts.feed as unknown as { tracks: Map<string, unknown> }).tracks.size;
    for (let n = 0; n < 100; n++) parts.journal.append(parts.journal.place(), ...LIFE);
    expect(tracks()).toBe(100);
    await parts.clock.advance(120_000);
    expect(tracks()).toBe(0);
    expect(feed.frames).toHaveLength(500);
    parts.journal.place();
    feed.session.end();
    expect(tracks()).toBe(0);
  });
});

describe('commands on the feed socket', () => {
  const execute = (parts: RealtimeParts, session: FeedSession, data: object = ORDER): Promise<void> =>
    parts.commands.execute(session, { id: 'x', event: 'execute', data });
  const subscribe = (parts: RealtimeParts, session: FeedSession, data: object): Promise<void> =>
    parts.commands.subscribe(session, { id: 's', event: 'subscribe', data });

  it('acks an execution before any of its events, and shows each once', async () => {
    const parts = new RealtimeParts();
    parts.journal.onLaunch = (orderId) => parts.journal.append(orderId, ...LIFE);
    const feed = parts.listen();
    const other = parts.listen();
    await execute(parts, feed.session);
    const [id = ''] = parts.journal.launched;
    expect(feed.frames[0]).toBe(
      `{"id":"x","event":"ack","data":{"orderId":"${id}","jobId":"${id}","status":"pending","created":true}}`,
    );
    expect(story(feed)).toEqual(['ack', ...story(other)]);
    expect(feed.seqs(id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('keeps the orders of others flowing while it executes', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const under = parts.journal.place();
    const running = execute(parts, feed.session);
    parts.journal.append(under, 'routed');
    const strange = parts.journal.place();
    parts.journal.append(strange, 'routed');
    expect(feed.seqs(under)).toEqual([1, 2]);
    await running;
    expect(feed.seqs(strange)).toEqual([1, 2]);
  });

  it('finds an order again by its client order id and shows what was not shown', async () => {
    const parts = new RealtimeParts();
    const before = parts.journal.place('mine');
    parts.journal.append(before, 'routed');
    await parts.clock.advance(10);
    const feed = parts.listen();
    parts.journal.append(before, 'built');
    await turns();
    await execute(parts, feed.session, { ...ORDER, clientOrderId: 'mine' });
    await execute(parts, feed.session, { ...ORDER, clientOrderId: 'mine' });
    parts.journal.append(before, 'submitted', 'confirmed');
    await execute(parts, feed.session, { ...ORDER, clientOrderId: 'mine' });
    expect(feed.seqs(before)).toEqual([3, 1, 2, 4, 5]);
    expect(feed.messages.filter(({ event }) => (event as string) === 'ack')).toHaveLength(3);
  });

  it('subscribes from a position, promotes unless it watches, and sends nothing twice', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const feed = parts.listen();
    await subscribe(parts, feed.session, { orderId: id, lastSeq: 1, watch: true });
    expect(parts.journal.launched).toEqual([]);
    expect(feed.frames).toEqual([`{"id":"s","event":"ack","data":{"orderId":"${id}","status":"pending","lastSeq":1}}`]);
    await subscribe(parts, feed.session, { orderId: id });
    expect(parts.journal.launched).toEqual([id]);
    parts.journal.append(id, ...LIFE);
    await subscribe(parts, feed.session, { orderId: id });
    expect(feed.seqs(id).filter(Boolean)).toEqual([2, 3, 4, 5, 1]);
  });

  it('goes on after the feed was ended, and ends one subscription alone', async () => {
    const parts = new RealtimeParts();
    const [one, two, three] = [parts.journal.place(), parts.journal.place(), parts.journal.place()];
    const feed = parts.listen();
    const { session } = feed;
    await subscribe(parts, session, { orderId: one });
    await subscribe(parts, session, { orderId: two });
    await parts.commands.unsubscribe(session, { event: 'unsubscribe', data: undefined });
    parts.journal.append(one, 'routed');
    parts.journal.append(three, 'routed');
    await parts.commands.unsubscribe(session, { event: 'unsubscribe', data: { orderId: one } });
    parts.journal.append(one, 'built');
    parts.journal.append(two, 'routed');
    await subscribe(parts, session, { orderId: one });
    await parts.clock.advance(5_000);
    const shown = (id: string): number[] => feed.seqs(id);
    expect([shown(one), shown(two), shown(three)]).toEqual([[1, 2, 3], [1, 2], []]);
    expect(parts.feed.size).toBe(0);
  });

  it('still shows an order on the feed after its subscription was ended', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const feed = parts.listen();
    await subscribe(parts, feed.session, { orderId: id });
    await parts.commands.unsubscribe(feed.session, { event: 'unsubscribe', data: { orderId: id } });
    parts.journal.append(id, ...LIFE);
    await parts.clock.advance(5_000);
    expect(feed.seqs(id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('shows nothing again that the feed showed before it was ended', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const id = parts.journal.place();
    parts.journal.append(id, 'routed');
    await parts.commands.unsubscribe(feed.session, { event: 'unsubscribe', data: {} });
    parts.journal.append(id, 'built');
    await subscribe(parts, feed.session, { orderId: id });
    expect(feed.seqs(id)).toEqual([1, 2, 3]);
  });

  it('takes commands about one order in turn', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const feed = parts.listen();
    const bad = subscribe(parts, feed.session, { orderId: id, lastSeq: 9 });
    const good = subscribe(parts, feed.session, { orderId: id });
    await expect(bad).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await good;
    parts.journal.append(id, 'routed');
    expect(feed.seqs(id)).toEqual([1, 2]);
  });

  it('refuses what is unknown, malformed or too late', async () => {
    const parts = new RealtimeParts();
    const { session } = parts.listen();
    const unknown = '0197a000-0000-7000-8000-000000000000';
    await expect(subscribe(parts, session, { orderId: unknown })).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    await expect(subscribe(parts, session, { orderId: 'x', lastSeq: -1, watch: 1, more: 0 })).rejects.toMatchObject({
      details: { errors: [{ field: 'more' }, { field: 'orderId' }, { field: 'lastSeq' }, { field: 'watch' }] },
    });
    const id = parts.journal.place();
    parts.journal.append(id, ...LIFE);
    const cancel = parts.commands.cancel(session, { event: 'cancel', data: { orderId: id } });
    await expect(cancel).rejects.toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' });
    expect(parts.hub.size).toBe(0);
  });

  it('says which order was stored but not started', async () => {
    const parts = new RealtimeParts();
    const { session } = parts.listen();
    parts.journal.launchAway = true;
    await expect(execute(parts, session)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { extra: { orderId: expect.any(String) as string } },
    });
    expect(parts.hub.size).toBe(0);
  });

  it('leaves nothing behind when the socket goes', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    await execute(parts, feed.session);
    feed.session.end();
    expect([parts.hub.size, parts.feed.size]).toEqual([0, 0]);
    expect(parts.orphans.empty).toBe(false);
    const late = parts.listen();
    const running = execute(parts, late.session);
    late.session.end();
    await running;
    expect([parts.hub.size, parts.feed.size]).toEqual([0, 0]);
  });
});
