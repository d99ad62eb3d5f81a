import { decodeBatch, encodeBatch } from './bus-codec.js';

describe('the bus codec', () => {
  const messages = [
    { key: 'a', seq: 1, body: { text: '|€' } },
    { key: 'b', seq: 2 },
    { key: 'c', seq: 3, body: null },
  ];

  it('carries messages, and skips our own before it parses', () => {
    expect(encodeBatch('me', messages, 1_000)).toEqual(['me|[["a",1,{"text":"|€"}],["b",2],["c",3,null]]']);
    expect(decodeBatch('you', 'me|[["a",1,{"text":"|€"}],["b",2],["c",3,null]]')).toEqual(messages);
    expect(decodeBatch('me', 'me|not JSON')).toBeUndefined();
    expect(decodeBatch('m', 'me|[]')).toEqual([]);
    expect(() => decodeBatch('me', 'garbage')).toThrow(SyntaxError);
  });

  it('never exceeds the size, counts bytes, and leaves out the body that does not fit', () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ key: `k${n}`, seq: n, body: '€'.repeat(n) }));
    const payloads = encodeBatch('me', many, 1_000);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(1_000);
    const back = payloads.flatMap((payload) => decodeBatch('you', payload) ?? []);
    expect(back.map(({ key }) => key)).toEqual(many.map(({ key }) => key));
    for (const [n, message] of back.entries()) {
      const fits = Buffer.byteLength(JSON.stringify([`k${n}`, n, many[n]?.body])) <= 995;
      expect(message).toEqual(fits ? many[n] : { key: `k${n}`, seq: n });
    }
  });
});
