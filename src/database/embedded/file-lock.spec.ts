import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withFileLock } from './file-lock.js';
import { processStamp } from './process-stamp.js';

describe('withFileLock', () => {
  let folder: string;
  let lock: string;
  const noLog = () => undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'file-lock-'));
    lock = path.join(folder, 'lock');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const action = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => withFileLock(lock, noLog, action)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is free again after an action that failed', async () => {
    await expect(withFileLock(lock, noLog, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withFileLock(lock, noLog, () => Promise.resolve('yes'))).toBe('yes');
  });

  it.each([
    ['no such process', '99999999 1'],
    // Only where the system tells when a process began.
    ...(processStamp(process.pid) ? [['a process that began at another time', `${process.pid} 1`]] : []),
    ['nothing that it should', 'rubbish'],
  ])('takes over a lock that names %s', async (_, content) => {
    writeFileSync(`${lock}.7`, content);
    expect(await withFileLock(lock, noLog, () => Promise.resolve(readdirSync(folder)))).toEqual(['lock.8']);
  });
});
