import os from 'node:os';
import path from 'node:path';
import { relocationCandidates } from './relocation-candidates.js';

describe('relocationCandidates', () => {
  it('keeps lasting data out of temporary folders as long as it can', () => {
    expect(relocationCandidates('/root/project/.data')[0]).toMatch(/^\/var\/lib\/order-engine-[0-9a-f]{16}$/);
  });

  it('keeps temporary data temporary', () => {
    const candidates = relocationCandidates(path.join(os.tmpdir(), 'trial'));
    expect(candidates.some((candidate) => candidate.startsWith('/var/lib'))).toBe(false);
    expect(path.dirname(candidates[0] ?? '')).toBe(os.tmpdir());
  });

  it('is the same for the same folder only', () => {
    expect(relocationCandidates('/root/a')).toEqual(relocationCandidates('/root/a'));
    expect(relocationCandidates('/root/a')[0]).not.toBe(relocationCandidates('/root/b')[0]);
  });
});
