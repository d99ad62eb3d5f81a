import { EngineError } from './engine-error.js';
import { request } from './http.js';

/** Calls an engine that gives these answers one after the other; what came of it, and how often it was asked. */
async function call(...answers: readonly Response[]) {
  let asked = 0;
  const fetch = (): Promise<Response> => Promise.resolve(answers[asked++]!);
  const options = { base: 'http://127.0.0.1:1', fetch, retry: { baseMs: 1, maxMs: 1 } };
  const began = performance.now();
  const result = await request(options, '/api', { repeatable: true }).catch((error: unknown) => error);
  return { result, asked, tookMs: performance.now() - began };
}

describe('a call of the client', () => {
  it.each(['', '<html>a proxy says hello</html>', 'null', '"words"'])('takes %j for no answer', async (body) => {
    const { result } = await call(new Response(body, { status: 201 }));
    expect(result).toBeInstanceOf(EngineError);
    expect(result).toMatchObject({ code: 'PROTOCOL', status: 201, message: expect.stringContaining('not JSON') });
  });

  it('gives the words of a refusal that is not JSON', async () => {
    const { result } = await call(new Response('no such page', { status: 404 }));
    expect(result).toMatchObject({ code: 'PROTOCOL', status: 404, message: 'no such page' });
    const { result: silent } = await call(new Response('', { status: 404, statusText: 'Not Found' }));
    expect(silent).toMatchObject({ message: 'the engine answered 404 Not Found' });
  });

  it.each([
    ['seconds', () => '0.2', 190],
    ['a date', () => new Date(Date.now() + 1_500).toUTCString(), 400],
    ['nothing', () => 'soon', 0],
    ['the past', () => '-5', 0],
  ])('asks again after what Retry-After says: %s', async (_kind, after, leastMs) => {
    const later = new Response('', { status: 503, headers: { 'retry-after': after() } });
    const { result, asked, tookMs } = await call(later, Response.json({ ok: true }));
    expect([result, asked]).toEqual([{ ok: true }, 2]);
    expect(tookMs).toBeGreaterThanOrEqual(leastMs);
  });
});
