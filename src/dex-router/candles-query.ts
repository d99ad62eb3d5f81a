import { CANDLE_INTERVALS, type CandleInterval, type CandleRequest } from '../chain/candles.js';
import { faultyFields } from '../common/domain-error.js';
import type { FieldError } from '../common/domain-error.js';
import { lacking } from './market-query.js';

type Query = Readonly<Record<string, unknown>>;
type Pairs = readonly (readonly [string, string])[];

const INTERVALS = Object.keys(CANDLE_INTERVALS).join(', ');
const DEFAULT_LIMIT = 300;
const MAX_LIMIT = 1_000;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Checks `?pair=&interval=&limit=&before=` against the pairs that there are.
 * @throws DomainError UNKNOWN_PAIR or UNKNOWN_INTERVAL when that is the only fault, else VALIDATION_FAILED with every fault
 */
export function parseCandlesQuery(query: Query, pairs: Pairs): CandleRequest {
  const faults = new Faults();
  faults.unknownFields(query, ['pair', 'interval', 'limit', 'before']);
  const pair = pairOf(query['pair'], pairs, faults);
  const interval = query['interval'] ?? '1m';
  if (typeof interval !== 'string') {
    faults.add({ field: 'interval', message: `is given twice; it takes one of ${INTERVALS}` });
  } else if (!Object.hasOwn(CANDLE_INTERVALS, interval)) {
    faults.add(
      { field: 'interval', message: `is none that candles are kept for; those are ${INTERVALS}` },
      'UNKNOWN_INTERVAL',
    );
  }
  const limit = limitOf(query['limit'], faults);
  const before = beforeOf(query['before'], faults);
  faults.throwAny();
  const [base, quote] = pair as readonly [string, string];
  const request = { base, quote, interval: interval as CandleInterval, limit };
  return before === undefined ? request : { ...request, before };
}

/** Checks `?pair=`, which may be missing. @throws DomainError UNKNOWN_PAIR or VALIDATION_FAILED */
export function parsePoolsQuery(query: Query, pairs: Pairs): readonly [string, string] | undefined {
  const faults = new Faults();
  faults.unknownFields(query, ['pair']);
  const pair = query['pair'] === undefined ? undefined : pairOf(query['pair'], pairs, faults);
  faults.throwAny();
  return pair;
}

/** `SOL/USDC` or `SOL-USDC`, in either direction of a pair that has pools. */
function pairOf(text: unknown, pairs: Pairs, faults: Faults): readonly [string, string] | undefined {
  const known = pairs.map((pair) => pair.join('/')).join(', ');
  if (typeof text !== 'string') {
    faults.add({ field: 'pair', message: `${lacking(text)}; it takes one of ${known}` });
    return undefined;
  }
  const [base, quote, ...more] = text.split(/[/-]/);
  const there = pairs.some(([a, b]) => (a === base && b === quote) || (a === quote && b === base));
  if (base !== undefined && quote !== undefined && more.length === 0 && there) return [base, quote];
  faults.add(
    { field: 'pair', message: `has no pools here; those that do are ${known}, and their inverses` },
    'UNKNOWN_PAIR',
  );
  return undefined;
}

function limitOf(text: unknown, faults: Faults): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) {
    faults.add({ field: 'limit', message: `must be a whole number from 1 to ${MAX_LIMIT}` });
  }
  return limit;
}

/** The first second that is not asked for any more. */
function beforeOf(text: unknown, faults: Faults): number | undefined {
  if (text === undefined) return undefined;
  const ms = typeof text === 'string' && ISO_TIME.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : NaN;
  if (!Number.isNaN(ms)) return Math.ceil(ms / 1_000);
  faults.add({ field: 'before', message: 'must be a time such as 2026-01-01T00:00:00Z' });
  return undefined;
}

/** Whether the calendar has a day such as `2026-02-28`; `Date.parse` takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** Collects every fault of a query, and what code it has if it is the only one. */
class Faults {
  private readonly errors: FieldError[] = [];
  private code: 'VALIDATION_FAILED' | 'UNKNOWN_PAIR' | 'UNKNOWN_INTERVAL' = 'VALIDATION_FAILED';

  add(error: FieldError, code: 'VALIDATION_FAILED' | 'UNKNOWN_PAIR' | 'UNKNOWN_INTERVAL' = 'VALIDATION_FAILED'): void {
    this.code = this.errors.length === 0 ? code : 'VALIDATION_FAILED';
    this.errors.push(error);
  }

  unknownFields(query: Query, known: readonly string[]): void {
    for (const field of Object.keys(query)) {
      if (known.includes(field)) continue;
      this.add({ field: field.slice(0, 40), message: `is no parameter here; those are ${known.join(', ')}` });
    }
  }

  throwAny(): void {
    if (this.errors.length === 0) return;
    throw faultyFields(this.errors, this.code);
  }
}
