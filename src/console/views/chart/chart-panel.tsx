import { INTERVALS } from '../../state/candles.js';
import { Empty } from '../empty.js';
import { Panel } from '../panel.js';
import { Skeleton } from '../skeleton.js';
import { useConsole } from '../use-console.js';
import { ChartLegend } from './chart-legend.js';
import { ChartTable } from './chart-table.js';
import { PriceChart } from './price-chart.js';
import { useSignal } from '@preact/signals';
import type { Candle } from '../../../client/index.js';

/** The price of the pair over time, with our own fills. */
export function ChartPanel() {
  const { candles, market, ticket } = useConsole();
  const asTable = useSignal(false);
  const pointed = useSignal<Candle | null>(null);
  const pair = candles.pair.value;
  const items = candles.items.value;
  const title = pair ?? `${ticket.fromToken.value}/${ticket.toToken.value}`;
  return (
    <Panel
      id="chart"
      title={title}
      tools={
        <div class="chart-tools">
          <div class="segments small" role="group" aria-label="Interval">
            {INTERVALS.map((interval) => (
              <button
                key={interval}
                type="button"
                aria-pressed={candles.interval.value === interval}
                onClick={() => (candles.interval.value = interval)}
              >
                {interval}
              </button>
            ))}
          </div>
          <button
            type="button"
            class="plain-button"
            aria-pressed={asTable.value}
            onClick={() => (asTable.value = !asTable.value)}
          >
            Table
          </button>
        </div>
      }
    >
      <div class="chart-body">
        {pair !== null && items && items.length > 0 && !asTable.value && (
          <>
            <PriceChart key={pair} pair={pair} items={items} onPoint={(candle) => (pointed.value = candle)} />
            <div class="chart-words">
              <ChartLegend candle={pointed.value ?? items.at(-1)!} />
              <a class="credit" href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
                Charts by TradingView
              </a>
            </div>
          </>
        )}
        {items && items.length > 0 && asTable.value && <ChartTable items={items} />}
        {items?.length === 0 && (
          <Empty title="No trades yet">The first candle comes with the first trade of the pair.</Empty>
        )}
        {pair === null && market.pools.value !== null && (
          <Empty title="No pool trades this pair directly">
            An order can go through other tokens; the quote shows its way.
          </Empty>
        )}
        {(pair !== null || market.pools.value === null) && items === null && candles.error.value === null && (
          <Skeleton rows={6} label="Loading the chart" />
        )}
        {items === null && candles.error.value !== null && (
          <Empty title="No price history">{candles.error.value}</Empty>
        )}
      </div>
    </Panel>
  );
}
