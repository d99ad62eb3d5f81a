import { Logger } from '@nestjs/common';
import { LIFE } from '../../test/realtime/support/fake-journal.js';
import { turns } from '../../test/realtime/support/manual-clock.js';
import { RealtimeParts } from '../../test/realtime/support/realtime-parts.js';

describe('a socket that follows an order', () => {
  it('shows pending, starts the order, and shows the rest until the end', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    parts.journal.onLaunch = (orderId) => parts.journal.append(orderId, ...LIFE);
    const socket = parts.follow(id);
    await turns();
    expect(parts.journal.launched).toEqual([id]);
    expect(socket.seqs(id)).toEqual([1, 2, 3, 4, 5]);
    expect(socket.closed).toEqual({ code: 1000, reason: 'the order is confirmed' });
    expect(parts.hub.size).toBe(0);
  });

  it('sends exactly this', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const socket = parts.follow(id);
    await turns();
    parts.journal.append(id, 'routed');
    expect(socket.frames).toEqual([
      `{"event":"job:waiting","orderId":"${id}","jobId":"${id}","seq":1,"status":"pending","attempt":0,` +
        `"at":"2026-11-21T02:00:00.000Z","message":"sell 1 SOL for USDC",` +
        `"data":{"amount":"1","fromToken":"SOL","toToken":"USDC"}}`,
      `{"event":"job:progress","orderId":"${id}","jobId":"${id}","seq":2,"status":"routing","attempt":1,` +
        `"at":"2026-11-21T02:00:00.000Z","message":"compared 1 venues",`.replace('1 venues', '1 venue') +
        `"data":{"quotes":[{"venue":"raydium","amountOut":"150"}]}}`,
    ]);
  });

  it.each([0, 1, 2, 3, 4])('continues after lastSeq %i', async (lastSeq) => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    parts.journal.append(id, 'routed', 'built', 'submitted');
    const socket = parts.follow(id, { lastSeq });
    await turns();
    parts.journal.append(id, 'confirmed');
    expect(socket.seqs(id)).toEqual([1, 2, 3, 4, 5].slice(lastSeq));
    expect(socket.closed?.code).toBe(1000);
  });

  it('closes at once when there is nothing after lastSeq of an order that has ended', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    parts.journal.append(id, ...LIFE);
    const socket = parts.follow(id, { lastSeq: 5 });
    await turns();
    expect(socket.frames).toEqual([]);
    expect(socket.closed?.code).toBe(1000);
  });

  it('refuses a lastSeq beyond the last and an unknown order', async () => {
    const parts = new RealtimeParts();
    const beyond = parts.follow(parts.journal.place(), { lastSeq: 2 });
    const unknown = parts.follow('0197a000-0000-7000-8000-000000000000');
    await turns();
    expect(beyond.closed).toEqual({
      code: 4400,
      reason: 'lastSeq is beyond the last event of the order, which is 1',
    });
    expect(unknown.closed?.code).toBe(4404);
    expect(parts.hub.size).toBe(0);
    expect(parts.journal.launched).toEqual([]);
  });

  it('keeps what happens while the history is being read', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    let read = (): void => undefined;
    parts.journal.beforeRead = () => new Promise((resolve) => (read = resolve));
    const socket = parts.follow(id, { watch: true });
    parts.journal.append(id, 'routed');
    read();
    parts.journal.append(id, 'built');
    await turns();
    expect(socket.seqs(id)).toEqual([1, 2, 3]);
    expect(parts.journal.reads).toBe(1);
  });

  it('never starts an order for one who watches, and starts it once for many', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    parts.follow(id, { watch: true });
    await turns();
    expect(parts.journal.launched).toEqual([]);
    const sockets = [parts.follow(id), parts.follow(id), parts.follow(id, { watch: true })];
    await turns();
    parts.journal.append(id, ...LIFE);
    expect(parts.journal.launched).toEqual([id]);
    for (const socket of sockets) expect(socket.seqs(id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('shows an order found overdue as expired and closes with 4410', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    parts.journal.outdate(id);
    const first = parts.follow(id);
    await turns();
    const second = parts.follow(id);
    const third = parts.follow(id, { lastSeq: 2 });
    await turns();
    expect([first.seqs(id), second.seqs(id), third.seqs(id)]).toEqual([[1, 2], [1, 2], []]);
    expect([first.closed?.code, second.closed?.code, third.closed?.code]).toEqual([4410, 4410, 4410]);
  });

  it('finds the expiry in the journal when the bus says nothing', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    parts.journal.outdate(id);
    parts.bus.tamper = () => [];
    const socket = parts.follow(id);
    await turns();
    expect(socket.seqs(id)).toEqual([1, 2]);
    expect(socket.closed?.code).toBe(4410);
  });

  it('closes with 1000 for a watcher who sees the order expire', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const socket = parts.follow(id, { watch: true });
    await turns();
    parts.journal.append(id, 'expired');
    expect(socket.closed?.code).toBe(1000);
  });

  it('asks to try later while the database is away', async () => {
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    parts.journal.launchAway = true;
    const launching = parts.follow(id);
    await turns();
    parts.journal.away = true;
    const reading = parts.follow(id);
    await turns();
    expect([launching.closed?.code, reading.closed?.code]).toEqual([1013, 1013]);
    expect(launching.closed?.reason).toBe('the database does not answer now');
  });

  it('logs what then had no socket to go to', async () => {
    const lines: unknown[] = [];
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void lines.push(line));
    const parts = new RealtimeParts();
    const id = parts.journal.place();
    const [one, two] = [parts.follow(id), parts.follow(id)];
    await turns();
    one.session.end();
    parts.journal.append(id, 'routed');
    two.session.end();
    parts.journal.append(id, 'built', 'submitted');
    const again = parts.follow(id);
    await turns();
    again.session.end();
    parts.journal.append(id, 'confirmed');
    warn.mockRestore();
    expect(lines).toEqual([
      `order ${id}: event 3 (building) had no socket to go to`,
      `order ${id}: event 4 (submitted) had no socket to go to`,
      `order ${id}: event 5 (confirmed) had no socket to go to`,
    ]);
    expect(parts.orphans.empty).toBe(true);
  });
});

describe('a socket that places an order', () => {
  it('stages, starts and follows without reading the journal', async () => {
    const parts = new RealtimeParts();
    parts.journal.onLaunch = (orderId) => parts.journal.append(orderId, ...LIFE);
    const socket = parts.place({ fromToken: 'SOL', toToken: 'USDC', amount: '1' });
    await turns();
    expect(socket.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(socket.closed?.code).toBe(1000);
    expect(parts.journal.reads).toBe(0);
  });

  it('resumes by client order id and does not trade twice', async () => {
    const parts = new RealtimeParts();
    const query = { fromToken: 'SOL', toToken: 'USDC', amount: '1', clientOrderId: 'mine' };
    const first = parts.place(query);
    await turns();
    const second = parts.place(query, 1);
    await turns();
    const [id = ''] = parts.journal.launched;
    parts.journal.append(id, ...LIFE);
    expect(parts.journal.launched).toHaveLength(1);
    expect(first.seqs(id)).toEqual([1, 2, 3, 4, 5]);
    expect(second.seqs(id)).toEqual([2, 3, 4, 5]);
  });

  it('says everything that is wrong before it closes', async () => {
    const parts = new RealtimeParts();
    const socket = parts.place({ fromToken: 'SOL', toToken: 'NOPE', amount: '1' });
    await turns();
    expect(socket.messages).toEqual([
      { event: 'error', data: expect.objectContaining({ code: 'UNKNOWN_TOKEN', status: 400 }) as unknown },
    ]);
    expect(socket.closed).toEqual({ code: 4400, reason: 'toToken must be one of SOL, USDC' });
  });
});
