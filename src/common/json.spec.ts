import { isLongNumber, parseJson } from './json.js';

describe('parseJson', () => {
  it('parses what JSON.parse does', () => {
    const text = '{"a":[1,-2.5e3,"1234567890123456789",true,null],"b":{"c":"\\"12345678901234567890"}}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('keeps the text of numbers that would be rounded', () => {
    const { a, b } = parseJson('{"a":0.1234567890123456789,"b":100000000000000000000}') as Record<string, unknown>;
    expect(isLongNumber(a) && a.$longNumber).toBe('0.1234567890123456789');
    expect(b).toBe(1e20);
  });

  it('throws on what is no JSON', () => {
    expect(() => parseJson('{"a":1234567890123456789')).toThrow(SyntaxError);
    expect(() => parseJson('')).toThrow(SyntaxError);
  });
});
