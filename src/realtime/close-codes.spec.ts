import { DomainError } from '../common/domain-error.js';
import { closeCodeOf, fitReason } from './close-codes.js';

describe('close frames', () => {
  it('hold a reason of at most 123 bytes, cut between characters', () => {
    expect(fitReason('x'.repeat(123))).toBe('x'.repeat(123));
    expect(fitReason('x'.repeat(124))).toBe(`${'x'.repeat(120)}…`);
    for (let lead = 0; lead < 4; lead++) {
      const cut = fitReason('x'.repeat(lead) + '😀'.repeat(100));
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(123);
      expect(cut).not.toContain('\ufffd');
      expect(Buffer.from(cut).toString()).toBe(cut);
    }
  });

  it.each([
    ['VALIDATION_FAILED', 4400],
    ['UNKNOWN_TOKEN', 4400],
    ['IDEMPOTENCY_CONFLICT', 4400],
    ['ORDER_NOT_FOUND', 4404],
    ['FORBIDDEN_ORIGIN', 1008],
    ['UNAVAILABLE', 1013],
  ] as const)('say %s as %i', (code, close) => {
    expect(closeCodeOf(new DomainError(code, 'x'))).toBe(close);
  });
});
