import { lastPort } from './last-port.js';

describe('lastPort', () => {
  it('finds the port among the options', () => {
    const text = '/x/bin/postgres "-D" "/x/postgres" "-c" "port=40123" "-c" "listen_addresses=127.0.0.1"\n';
    expect(lastPort(text)).toBe(40123);
  });

  it('is undefined without one', () => {
    expect(lastPort('')).toBeUndefined();
    expect(lastPort('/x/bin/postgres "-D" "/support=12"')).toBeUndefined();
  });
});
