import { readdirSync, readFileSync } from 'node:fs';
import { checkVectors } from './check-vectors.js';

const FIXTURES = new URL('../../../test/fixtures/', import.meta.url);

const files = new Map(
  readdirSync(FIXTURES).map((name) => [name, JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as unknown]),
);
const pools = new Map(
  [...files].filter(([name]) => !name.includes('vectors')).map(([, json]) => [(json as { pool?: string }).pool, json]),
);
const poolById = (id: string): unknown => pools.get(id);

describe('the vectors of the real programs', () => {
  it.each([...files.keys()].filter((name) => name.includes('vectors')))('%s: all equal', (name) => {
    const report = checkVectors(files.get(name), poolById);
    expect(report.differences.slice(0, 5)).toEqual([]);
    expect(report.equal).toBeGreaterThan(0);
  });
});

describe('checkVectors', () => {
  const vector = { reserveIn: '1000', reserveOut: '1000', tradeFeePpm: 2500, amountIn: '100', amountOut: '90' };

  it('says which vector differs and how', () => {
    const report = checkVectors({ vectors: [vector, { ...vector, amountOut: '91' }] }, poolById);
    expect(report).toMatchObject({ equal: 1, differences: [expect.stringMatching(/^#1 .*: expected 91, got 90$/)] });
  });

  it('counts a vector that it cannot read as different', () => {
    const report = checkVectors({ vectors: [{ amountIn: '1' }, { ...vector, amountIn: 'x' }] }, poolById);
    expect(report.equal).toBe(0);
    expect(report.differences).toEqual([
      expect.stringContaining('its form is unknown'),
      expect.stringContaining('amountIn must be a whole number'),
    ]);
  });

  it('takes a refusal for equal only where one is expected, and of the code expected', () => {
    const tiny = { ...vector, amountIn: '1' };
    const list = [
      { ...tiny, amountOut: '0' },
      { ...tiny, amountOut: null },
      { ...tiny, amountOut: '1' },
      { ...tiny, amountOut: null, error: 'custom program error: 0x1' },
      { ...vector, amountOut: null },
    ];
    const report = checkVectors({ vectors: list }, poolById);
    expect(report.equal).toBe(2);
    expect(report.differences).toEqual([
      expect.stringContaining('expected 1, refused with ZERO_OUTPUT'),
      expect.stringContaining('expected a refusal (VAULT_SHORT), refused with ZERO_OUTPUT'),
      expect.stringContaining('expected a refusal, got 90'),
    ]);
  });

  it('needs a list of vectors', () => {
    expect(() => checkVectors({ pool: 'x' }, poolById)).toThrow('no list of vectors');
  });
});
