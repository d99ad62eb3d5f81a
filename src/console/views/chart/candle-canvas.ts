import { CandlestickSeries, HistogramSeries, createChart, createSeriesMarkers } from 'lightweight-charts';
import type { IChartApi, ISeriesApi, ISeriesMarkersPluginApi, Time, UTCTimestamp } from 'lightweight-charts';
import type { Candle } from '../../../client/index.js';
import type { FillMark } from '../../lib/fill-marks.js';
import { priceDigits } from '../../lib/format-price.js';
import { colorOf } from './color-of.js';

/** What the chart tells the page. */
export interface CanvasHooks {
  readonly onPoint: (candle: Candle | null) => void;
  /** The oldest candle has come into view. */
  readonly onOldest: () => void;
  readonly onFill: (orderId: string) => void;
}

const secondsOf = (candle: Candle): UTCTimestamp => (Date.parse(candle.time) / 1_000) as UTCTimestamp;

/** So few candles are spread over the width at first. */
const FEW = 80;

/** The chart library behind four calls, in the page's colours. */
export class CandleCanvas {
  private readonly chart: IChartApi;
  private readonly prices: ISeriesApi<'Candlestick'>;
  private readonly volumes: ISeriesApi<'Histogram'>;
  private readonly markers: ISeriesMarkersPluginApi<Time>;
  private items: readonly Candle[] = [];
  private marks: readonly FillMark[] = [];
  private shown = 0;

  constructor(
    private readonly box: HTMLElement,
    hooks: CanvasHooks,
  ) {
    this.chart = createChart(box, {
      autoSize: true,
      layout: { attributionLogo: false, fontFamily: getComputedStyle(box).fontFamily, fontSize: 11 },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.2, bottom: 0.22 } },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false, rightOffset: 3, maxBarSpacing: 14 },
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
    });
    this.prices = this.chart.addSeries(CandlestickSeries, { borderVisible: false });
    this.volumes = this.chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.markers = createSeriesMarkers(this.prices, []);
    this.listen(hooks);
    this.paint();
  }

  /** The colours of the theme that is on. */
  paint(): void {
    const color = (name: string): string => colorOf(this.box, name);
    this.chart.applyOptions({
      layout: { background: { color: 'transparent' }, textColor: color('--muted') },
      grid: { vertLines: { color: color('--grid') }, horzLines: { color: color('--grid') } },
      crosshair: { vertLine: { color: color('--muted') }, horzLine: { color: color('--muted') } },
    });
    const [up, down] = [color('--up'), color('--down')];
    this.prices.applyOptions({ upColor: up, downColor: down, wickUpColor: up, wickDownColor: down });
    this.show(this.items);
    this.mark(this.marks);
  }

  show(items: readonly Candle[]): void {
    this.items = items;
    if (items.length === 0) return;
    const precision = Math.min(priceDigits(Number(items.at(-1)?.close)), 9);
    this.prices.applyOptions({ priceFormat: { type: 'price', precision, minMove: 10 ** -precision } });
    this.prices.setData(
      items.map((candle) => ({
        time: secondsOf(candle),
        open: Number(candle.open),
        high: Number(candle.high),
        low: Number(candle.low),
        close: Number(candle.close),
      })),
    );
    const [up, down] = [colorOf(this.box, '--up-soft'), colorOf(this.box, '--down-soft')];
    const isFirst = this.shown === 0;
    this.shown = items.length;
    if (isFirst && items.length < FEW) {
      this.chart.timeScale().setVisibleLogicalRange({ from: -2, to: Math.max(items.length, FEW / 2) + 2 });
    }
    this.volumes.setData(
      items.map((candle) => ({
        time: secondsOf(candle),
        value: Number(candle.volume),
        color: Number(candle.close) < Number(candle.open) ? down : up,
      })),
    );
  }

  mark(marks: readonly FillMark[]): void {
    this.marks = marks;
    const color = colorOf(this.box, '--accent');
    this.markers.setMarkers(
      marks.map(({ time, side, text, orderId }) => ({
        id: orderId,
        time: time as UTCTimestamp,
        position: side === 'sell' ? 'aboveBar' : 'belowBar',
        shape: side === 'sell' ? 'arrowDown' : 'arrowUp',
        color,
        text,
        size: 1,
      })),
    );
  }

  remove(): void {
    this.chart.remove();
  }

  private listen({ onPoint, onOldest, onFill }: CanvasHooks): void {
    this.chart.subscribeCrosshairMove(({ time }) => {
      onPoint(time === undefined ? null : (this.items.find((candle) => secondsOf(candle) === time) ?? null));
    });
    this.chart.subscribeClick(({ hoveredObjectId }) => {
      if (typeof hoveredObjectId === 'string') onFill(hoveredObjectId);
    });
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range && range.from < 5 && this.items.length > 0) onOldest();
    });
  }
}
