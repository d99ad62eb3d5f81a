import type { QueryRunner } from 'typeorm';
import { slotCandles, candlesJson, type SlotCandle } from '../candles/slot-candles.js';
import type { LegExecution } from '../executor.js';

interface CandleRow {
  readonly base: string;
  readonly quote: string;
  readonly time: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
}

const MINUTES = `
  SELECT base, quote, time::float8 AS time, open::text, high::text, low::text, close::text
  FROM sim_candles WHERE seconds = 60`;

/** The prices of one-minute candles, computed again from every swap there has been, in order. */
export class ReplayedCandles {
  private readonly minutes = new Map<string, SlotCandle>();

  /** `time`: whole seconds of chain time. */
  add(leg: LegExecution, time: number): void {
    const minute = time - (time % 60);
    for (const one of slotCandles([leg])) {
      const key = keyOf(one.base, one.quote, minute);
      const candle = this.minutes.get(key);
      if (!candle) {
        this.minutes.set(key, one);
        continue;
      }
      if (one.high > candle.high) candle.high = one.high;
      if (one.low < candle.low) candle.low = one.low;
      candle.close = one.close;
    }
  }

  /** The candles of the table whose prices are others. Those that are missing are for the check of volumes to find. */
  async wrong(runner: QueryRunner): Promise<string[]> {
    const wrong: string[] = [];
    for (const stored of (await runner.query(MINUTES)) as CandleRow[]) {
      const candle = this.minutes.get(keyOf(stored.base, stored.quote, stored.time));
      if (!candle) continue;
      const [again] = JSON.parse(candlesJson([candle])) as [CandleRow];
      const same = (['open', 'high', 'low', 'close'] as const).every((field) => again[field] === stored[field]);
      if (!same)
        wrong.push(`the prices of ${stored.base}/${stored.quote} in the minute from ${stored.time} were others`);
    }
    return wrong;
  }
}

function keyOf(base: string, quote: string, minute: number): string {
  return `${base}/${quote} ${minute}`;
}
