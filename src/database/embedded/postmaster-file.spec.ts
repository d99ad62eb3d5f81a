import { parsePostmasterFile } from './postmaster-file.js';

describe('parsePostmasterFile', () => {
  it('reads the process and the port', () => {
    const text = '5381\n/data/postgres\n1795232739\n45671\n\n127.0.0.1\n  2171145        12\nready   \n';
    expect(parsePostmasterFile(text)).toEqual({ pid: 5381, port: 45671 });
  });

  it('has no port while the server has not written it', () => {
    expect(parsePostmasterFile('5381\n/data/postgres\n')).toEqual({ pid: 5381, port: undefined });
  });

  it.each(['', 'rubbish\n', '-5381\n', '0\n'])('is undefined for %j', (text) => {
    expect(parsePostmasterFile(text)).toBeUndefined();
  });
});
