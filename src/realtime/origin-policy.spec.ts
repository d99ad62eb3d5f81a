import { isAllowedOrigin } from './origin-policy.js';

const CONFIG = { port: 3000, portGiven: true, host: '127.0.0.1', trustProxy: false, allowedOrigins: [] as string[] };

describe('the origin policy', () => {
  it.each([
    [true, undefined, 'engine:3000'],
    [true, 'http://engine:3000', 'engine:3000'],
    [true, 'http://engine', 'engine:80'],
    [true, 'https://engine', 'engine'],
    [true, 'https://engine', 'engine:443'],
    [true, 'http://[::1]:3000', '[::1]:3000'],
    [true, 'http://ENGINE:3000', 'engine:3000'],
    [false, 'http://engine:3001', 'engine:3000'],
    [false, 'http://evil', 'engine'],
    [false, 'null', 'engine'],
    [false, '', 'engine'],
    [false, 'file://', 'engine'],
    [false, 'file://', ''],
    [false, 'http://engine', undefined],
    [false, 'http://evil', 'engine@evil:1'],
  ])('says %s to %s at %s', (allowed, origin, host) => {
    const headers = { ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) };
    expect(isAllowedOrigin(headers, CONFIG)).toBe(allowed);
  });

  it('believes a proxy only where it is trusted', () => {
    const headers = { origin: 'https://front', host: 'inner', 'x-forwarded-host': 'front, inner' };
    expect(isAllowedOrigin(headers, CONFIG)).toBe(false);
    expect(isAllowedOrigin(headers, { ...CONFIG, trustProxy: true })).toBe(true);
  });

  it('takes the public address and the list', () => {
    const config = { ...CONFIG, publicUrl: 'https://engine.example/base', allowedOrigins: ['https://app.example'] };
    const allowed = (origin: string): boolean => isAllowedOrigin({ origin, host: 'x' }, config);
    expect(['https://engine.example', 'https://app.example', 'https://app.example:444'].map(allowed)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
