import { LIFE } from '../../test/realtime/support/fake-journal.js';
import { turns } from '../../test/realtime/support/manual-clock.js';
import { RealtimeParts } from '../../test/realtime/support/realtime-parts.js';
import type { BusMessage } from '../events/event-bus.js';
import { SWEEP_MS } from './timing.js';

const FIVE = [1, 2, 3, 4, 5];

/** A generator of numbers in [0, 1) that is the same in every run (Mulberry32). */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('delivery over a bad bus', () => {
  it('reads a gap from the journal, once', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const sockets = [parts.follow(id), parts.follow(id)];
    await turns();
    const reads = parts.journal.reads;
    parts.journal.store(id, 'routed', 'built');
    parts.journal.append(id, 'submitted');
    parts.journal.append(id, 'confirmed');
    await turns();
    for (const socket of sockets) expect(socket.seqs(id)).toEqual(FIVE);
    expect(parts.journal.reads).toBe(reads + 1);
  });

  it('reads again what came while it read', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const socket = parts.follow(id);
    await turns();
    parts.journal.store(id, 'routed');
    parts.journal.append(id, 'built');
    parts.bus.tamper = (messages) => messages.map(({ key, seq }) => ({ key, seq }));
    await turns(1);
    parts.journal.append(id, 'submitted');
    await turns();
    expect(socket.seqs(id)).toEqual([1, 2, 3, 4]);
  });

  it('puts disorder right, drops copies, and takes a doorbell without a body', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const socket = parts.follow(id);
    await turns();
    parts.bus.tamper = (messages) => [...messages, ...messages].reverse();
    parts.journal.append(id, 'routed', 'built');
    parts.bus.tamper = (messages) => messages.map(({ key, seq }) => ({ key, seq }));
    parts.journal.append(id, 'submitted', 'confirmed');
    await turns();
    expect(socket.seqs(id)).toEqual(FIVE);
  });

  it('is complete within 2 s of a dead bus, for followers and for the feed', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const id = parts.journal.place();
    const socket = parts.follow(id);
    await parts.clock.advance(700);
    parts.bus.tamper = () => [];
    parts.journal.append(id, ...LIFE);
    const other = parts.journal.place();
    expect(socket.seqs(id)).toEqual([1]);
    await parts.clock.advance(2_000);
    expect(socket.seqs(id)).toEqual(FIVE);
    expect(socket.closed?.code).toBe(1000);
    expect(feed.seqs(id)).toEqual(FIVE);
    expect(feed.seqs(other)).toEqual([1]);
  });

  it('is within 2 s also when an event just before was heard', async () => {
    for (let lead = 0; lead < SWEEP_MS; lead += 50) {
      const parts = new RealtimeParts();
      const id = parts.journal.place();
      const socket = parts.follow(id);
      await parts.clock.advance(lead);
      parts.journal.append(id, 'routed');
      parts.journal.store(id, 'built');
      await parts.clock.advance(2_000);
      expect(socket.seqs(id)).toEqual([1, 2, 3]);
    }
  });

  it('reads nothing while nobody watches, and nothing while all is heard of', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    await parts.clock.advance(10 * SWEEP_MS);
    expect(parts.journal.reads).toBe(0);
    parts.follow(id, { watch: true });
    await turns();
    for (let n = 0; n < 100; n++) {
      parts.journal.append(id, 'retrying');
      await parts.clock.advance(100);
    }
    expect(parts.journal.reads).toBe(1);
  });

  it('catches up at once after the process stood still', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const id = parts.journal.place();
    const socket = parts.follow(id);
    await parts.clock.advance(SWEEP_MS);
    parts.bus.tamper = () => [];
    parts.journal.append(id, 'routed', 'built');
    await parts.clock.freeze(30_000);
    expect(socket.seqs(id)).toEqual([1, 2, 3]);
    expect(feed.seqs(id)).toEqual([1, 2, 3]);
  });

  it('goes on after the database was away', async () => {
    const parts = new RealtimeParts();
    const feed = parts.listen();
    const id = parts.journal.place();
    const socket = parts.follow(id);
    await turns();
    parts.journal.store(id, 'routed');
    parts.journal.away = true;
    parts.journal.append(id, 'built');
    await parts.clock.advance(20_000);
    parts.journal.away = false;
    await parts.clock.advance(SWEEP_MS);
    expect(socket.seqs(id)).toEqual([1, 2, 3]);
    expect(feed.seqs(id)).toEqual([1, 2, 3]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'shows everything once and in order whatever the bus does (seed %i)',
    async (seed) => {
      const parts = new RealtimeParts();
      const draw = draws(seed);
      const late: BusMessage[] = [];
      parts.bus.tamper = (messages) => {
        const left = messages.flatMap((message) => (draw() < 0.3 ? [] : draw() < 0.3 ? [message, message] : [message]));
        if (draw() < 0.3) {
          late.push(...left);
          return [];
        }
        return [...left, ...(draw() < 0.5 ? late.splice(0) : [])].sort(() => draw() - 0.5);
      };
      const early = parts.listen();
      const ids = Array.from({ length: 20 }, () => parts.journal.place());
      const sockets = ids.map((id) => parts.follow(id));
      const joined: ReturnType<RealtimeParts['listen']>[] = [];
      for (const kind of [
        'routed',
        'built',
        'submitted',
        'retrying',
        'routed',
        'built',
        'submitted',
        'confirmed',
      ] as const) {
        for (const id of ids) {
          parts.journal.append(id, kind);
          if (draw() < 0.2) await parts.clock.advance(draw() * 300);
        }
        joined.push(parts.listen());
      }
      await parts.clock.advance(3 * SWEEP_MS);
      const all = [1, 2, 3, 4, 5, 6, 7, 8, 9];
      for (const [n, id] of ids.entries()) {
        expect(sockets[n]?.seqs(id)).toEqual(all);
        expect(early.seqs(id)).toEqual(all);
        for (const feed of joined) expect(feed.seqs(id)).toEqual(all.slice(9 - feed.seqs(id).length));
      }
    },
  );
});
