import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load-config.js';
import { FaultScript, type Fault } from './fault-script.js';
import { Faults } from './faults.js';

function faults(rates: Record<string, string>, script = new FaultScript()): Faults {
  return new Faults(loadConfig({ SIM_LATENCY_MS: '0', SIM_SEED: 'faults', ...rates }), script);
}

const REFS = Array.from({ length: 2_000 }, (_, n) => `order-${n}:1`);

describe('faults', () => {
  it('spare every call where none is ordered', () => {
    const quiet = faults({});
    for (const ref of REFS.slice(0, 10)) expect(quiet.fateOf('submit', ref)).toEqual({ fault: 'none', latencyMs: 0 });
  });

  it('strike calls by key and number, whoever comes first', () => {
    const rates = { SIM_ERROR_RATE: '0.2', SIM_TIMEOUT_RATE: '0.2', SIM_DROP_RATE: '0.2' };
    const draw = (refs: string[]): Map<string, Fault[]> => {
      const some = faults(rates);
      const fates = new Map<string, Fault[]>(refs.map((ref) => [ref, []]));
      for (let call = 0; call < 3; call++)
        for (const ref of refs) fates.get(ref)?.push(some.fateOf('submit', ref).fault);
      return fates;
    };
    const forwards = draw(REFS);
    const backwards = draw(REFS.toReversed());
    for (const ref of REFS) expect(forwards.get(ref)).toEqual(backwards.get(ref));

    const all = [...forwards.values()].flat();
    for (const fault of ['error', 'timeout', 'drop'] as const) {
      expect(all.filter((one) => one === fault).length / all.length).toBeCloseTo(0.2, 1);
    }
    expect(new Set([...forwards.values()].map((fates) => fates.join())).size).toBeGreaterThan(30);
  });

  it('time out or drop nothing but submissions', () => {
    const some = faults({ SIM_TIMEOUT_RATE: '0.5', SIM_DROP_RATE: '0.5' });
    for (const ref of REFS.slice(0, 50)) {
      expect(some.fateOf('outcome', ref).fault).toBe('none');
      expect(some.fateOf('submit', ref).fault).not.toBe('none');
    }
  });

  it('follow a script before the rates, once per order', () => {
    const script = new FaultScript();
    const some = faults({ SIM_ERROR_RATE: '1' }, script);
    script.next('submit', 'none');
    script.next('submit', 'timeout', 'b:');
    expect(some.fateOf('submit', 'b:1').fault).toBe('none');
    expect(some.fateOf('submit', 'a:1').fault).toBe('error');
    expect(some.fateOf('submit', 'b:1').fault).toBe('timeout');
    expect(some.fateOf('submit', 'b:1').fault).toBe('error');
    expect([script.met, script.waiting]).toEqual([2, 0]);
  });

  it('vary the latency around the one set', () => {
    const slow = faults({ SIM_LATENCY_MS: '100' });
    const latencies = REFS.slice(0, 200).map((ref) => slow.fateOf('readPools', ref).latencyMs);
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...latencies)).toBeLessThanOrEqual(150);
  });
});
