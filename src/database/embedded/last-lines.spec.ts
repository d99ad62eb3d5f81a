import { lastLines } from './last-lines.js';

describe('lastLines', () => {
  it('leaves out what comes before, and blank lines', () => {
    expect(lastLines('one\ntwo\r\n\nthree\n  \n', 2)).toBe('two\nthree');
  });

  it('is the whole of a shorter text', () => {
    expect(lastLines('one', 5)).toBe('one');
    expect(lastLines('', 5)).toBe('');
  });
});
