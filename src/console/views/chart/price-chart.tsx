import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Candle } from '../../../client/index.js';
import { fillMarks } from '../../lib/fill-marks.js';
import { formatPrice } from '../../lib/format-price.js';
import { useConsole } from '../use-console.js';
import { CandleCanvas } from './candle-canvas.js';

interface PriceChartProps {
  readonly pair: string;
  readonly items: readonly Candle[];
  readonly onPoint: (candle: Candle | null) => void;
}

/** The candles drawn, with volume and fills. */
export function PriceChart({ pair, items, onPoint }: PriceChartProps) {
  const { candles, fills, health, theme, desk } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<CandleCanvas | null>(null);
  const head = health.head.value;
  const all = fills.all.value;
  const scheme = theme.choice.value;

  useEffect(() => {
    const made = new CandleCanvas(box.current!, {
      onPoint,
      onOldest: () => void candles.loadOlder(),
      onFill: (orderId) => desk.select(orderId),
    });
    canvas.current = made;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const repaint = (): void => made.paint();
    system.addEventListener('change', repaint);
    return () => {
      system.removeEventListener('change', repaint);
      made.remove();
      canvas.current = null;
    };
  }, []);

  useEffect(() => canvas.current?.paint(), [scheme]);
  useEffect(() => canvas.current?.show(items), [items]);

  const marks = useMemo(() => {
    const times = items.map(({ time }) => Date.parse(time) / 1_000);
    return head ? fillMarks(all.values(), pair, times, head) : [];
  }, [items, all, pair, head]);
  const drawn = JSON.stringify(marks);
  useEffect(() => canvas.current?.mark(marks), [drawn]);

  const last = items.at(-1)!;
  return (
    <div
      ref={box}
      class="chart-canvas"
      role="img"
      data-fills={marks.length}
      aria-label={`Candles of ${pair}, last price ${formatPrice(last.close)}, ${marks.length} marks of own fills. The button Table shows the figures.`}
    />
  );
}
