import { DomainError } from '../common/domain-error.js';
import { parseCandlesQuery, parsePoolsQuery } from './candles-query.js';

const PAIRS = [
  ['SOL', 'USDC'],
  ['JUP', 'SOL'],
] as const;

function refusal(query: Record<string, unknown>): { code: string; message: string; fields: string[] } {
  try {
    parseCandlesQuery(query, PAIRS);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fields = error.details.errors?.map(({ field }) => field) ?? [];
    return { code: error.code, message: error.message, fields };
  }
  throw new Error(`${JSON.stringify(query)} was accepted`);
}

describe('a query for candles', () => {
  it('takes a pair in either direction and both spellings, and has defaults', () => {
    expect(parseCandlesQuery({ pair: 'SOL/USDC' }, PAIRS)).toEqual({
      base: 'SOL',
      quote: 'USDC',
      interval: '1m',
      limit: 300,
    });
    const full = { pair: 'USDC-SOL', interval: '1h', limit: '1000', before: '2026-01-01T00:00:00.5Z' };
    expect(parseCandlesQuery(full, PAIRS)).toEqual({
      base: 'USDC',
      quote: 'SOL',
      interval: '1h',
      limit: 1_000,
      before: 1_767_225_601,
    });
  });

  it.each<readonly [Record<string, unknown>, string, RegExp]>([
    [{ pair: 'SOL/BTC' }, 'UNKNOWN_PAIR', /SOL\/USDC, JUP\/SOL/],
    [{ pair: 'JUP/USDC' }, 'UNKNOWN_PAIR', /SOL\/USDC, JUP\/SOL/],
    [{ pair: 'SOL/USDC/SOL' }, 'UNKNOWN_PAIR', /has no pools/],
    [{ pair: 'SOL/USDC', interval: '2m' }, 'UNKNOWN_INTERVAL', /1m, 5m, 15m, 1h, 1d/],
    [{ pair: 'SOL/USDC', interval: 'constructor' }, 'UNKNOWN_INTERVAL', /1m, 5m/],
    [{}, 'VALIDATION_FAILED', /pair is missing/],
    [{ pair: ['SOL/USDC', 'JUP/SOL'] }, 'VALIDATION_FAILED', /pair is given twice/],
    [{ pair: 'SOL/USDC', interval: ['1m', '5m'] }, 'VALIDATION_FAILED', /interval is given twice/],
    ...['0', '1001', '1.5', '-1', 'x', '', '1e3'].map(
      (limit) => [{ pair: 'SOL/USDC', limit }, 'VALIDATION_FAILED', /limit must be .* 1 to 1000/] as const,
    ),
    ...['1767225600', 'yesterday', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-01-01', ''].map(
      (before) => [{ pair: 'SOL/USDC', before }, 'VALIDATION_FAILED', /before must be a time/] as const,
    ),
    [{ pair: 'SOL/USDC', from: '1' }, 'VALIDATION_FAILED', /from is no parameter here; those are pair, /],
  ])('%j is %s', (query, code, message) => {
    expect(refusal(query)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('names every fault at once', () => {
    expect(refusal({ pair: 'A/B', interval: 'x', limit: 'x', before: 'x', more: '' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: ['more', 'pair', 'interval', 'limit', 'before'],
    });
  });
});

describe('a query for pools', () => {
  it('may name a pair', () => {
    expect(parsePoolsQuery({}, PAIRS)).toBeUndefined();
    expect(parsePoolsQuery({ pair: 'USDC/SOL' }, PAIRS)).toEqual(['USDC', 'SOL']);
    expect(() => parsePoolsQuery({ pair: 'SOL/SOL' }, PAIRS)).toThrow('pair has no pools here');
    expect(() => parsePoolsQuery({ token: 'SOL' }, PAIRS)).toThrow('token is no parameter here; those are pair');
  });
});
