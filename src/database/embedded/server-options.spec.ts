import { serverOptions } from './server-options.js';

describe('serverOptions', () => {
  it('holds nothing that a shell would take apart', () => {
    expect(serverOptions(5432)).toMatch(/^[\w .=-]+$/);
  });

  it('listens on the given port of this machine alone, and keeps what was committed', () => {
    const options = serverOptions(40123).split('-c ');
    for (const each of ['port=40123', 'listen_addresses=127.0.0.1', 'fsync=on', 'synchronous_commit=on']) {
      expect(options.map((option) => option.trim())).toContain(each);
    }
  });
});
