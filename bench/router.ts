import { startMarket } from '../src/chain/simulated/start-market.js';
import { chooseRoute } from '../src/dex-router/choose-route.js';
import { checkMarkets, type Findings } from '../test/markets/check-markets.js';
import { alternately } from './alternately.js';
import type { Row } from './report.js';

const NOW = 1_767_225_600;
const CALLS = 10;
const WARM_UP = 400;
const ORDERS = [
  ['SOL', 'USDC', 1_000_000_000n],
  ['SOL', 'USDC', 5_000_000_000_000n],
  ['BONK', 'JUP', 500_000_000_000n],
  ['mSOL', 'USDT', 100_000_000_000n],
] as const;

/** Quality and speed of routing over `markets` random markets, and the time of what the engine does per order. */
export async function benchRouter(markets: number, progress: (line: string) => void): Promise<Row[]> {
  // A server that has run for a while is what is measured: the compiler has seen the code.
  await checkMarkets(WARM_UP, 'warm-up');
  const findings = await checkMarkets(markets, 'bench', (done) => progress(`${done} of ${markets} markets`));
  return [...qualityRows(findings), ...orderRows()];
}

function qualityRows(findings: Findings): Row[] {
  const at = (name: string, part: number): number => findings.samples.get(name)?.at(part) ?? NaN;
  const row = (what: string, figure: number, unit: string, more: Partial<Row> = {}): Row => ({
    part: 'router',
    what,
    figure,
    unit,
    ...more,
  });
  const most = (text: string, figure: number, limit: number): Pick<Row, 'target'> => ({
    target: { text, met: figure <= limit },
  });
  const gains = (kind: string): Row[] =>
    ['the best pool', 'a 5 % grid'].flatMap((rival) => {
      const name = `${kind}: gain over ${rival}, bps`;
      const least = at(name, 0);
      return [
        row(`${kind}: gain over ${rival}, least`, least, 'bps', { target: { text: '≥ 0', met: least >= 0 } }),
        row(`${kind}: gain over ${rival}, median`, at(name, 0.5), 'bps'),
        row(`${kind}: gain over ${rival}, one in ten`, at(name, 0.9), 'bps'),
      ];
    });
  const mean = (name: string): number => findings.samples.get(name)?.mean() ?? NaN;
  const below = at(UNITS_BELOW, 1);
  const grid = { name: 'ms 5 % grid', figure: at('pair: ms of a 5 % grid', 0.99) };
  const [pair, wide, gap] = [at('pair: ms', 0.99), at('wide: ms', 0.99), at(FINE_GAP, 0.99)];
  return [
    row('pair, ≤ 8 pools: gap to the bound, median', at('pair: gap, bps', 0.5) / 1e4, ''),
    row('pair: units per leg below (1 − 1e-6)·bound, p95', at(BELOW, 0.95), '', most('≤ 2', at(BELOW, 0.95), 2)),
    row('pair: time of a route, median', at('pair: ms', 0.5), 'ms', {
      yardstick: { ...grid, figure: at('pair: ms of a 5 % grid', 0.5) },
    }),
    row('pair: time of a route, p99', pair, 'ms', { yardstick: grid, ...most('≤ 1 ms', pair, 1) }),
    ...gains('pair'),
    row('12 tokens, 120 pools: gap to the bound, median', at('wide: gap, fraction', 0.5), ''),
    row('12 tokens, 120 pools: gap to the bound, p99', at('wide: gap, fraction', 0.99), ''),
    row('the same, amounts of 1e9 units and more', gap, '', most('≤ 1e-5', gap, 1e-5)),
    row('12 tokens, 120 pools: time of a route, p99', wide, 'ms', most('≤ 10 ms', wide, 10)),
    ...gains('wide'),
    row('≤ 4 legs at a cost: equal to exhaustive enumeration', mean(EQUAL) * 100, '%'),
    row('≤ 4 legs at a cost: equal to it or better', mean(NOT_BELOW) * 100, '%'),
    row('≤ 4 legs at a cost: below it, units of the coarsest token, most', below, '', most('≤ 4', below, 4)),
    row(
      'markets where anything that must hold did not',
      findings.failures.length,
      '',
      most('0', findings.failures.length, 0),
    ),
  ];
}

const FINE_GAP = 'wide: gap, fraction, 1e9 units and more';
const BELOW = 'pair: units per leg below (1 − 1e-6)·bound';
const EQUAL = 'small, 4 legs at a cost: equal to enumeration';
const NOT_BELOW = 'small, 4 legs at a cost: not below it';
const UNITS_BELOW = 'small, 4 legs at a cost: below, coarsest units';

/** What the engine itself does for an order: its start market, at most four legs. */
function orderRows(): Row[] {
  const market = { now: NOW, slot: 1, pools: new Map(startMarket('bench').map((pool) => [pool.id, pool] as const)) };
  return ORDERS.map(([fromToken, toToken, amountIn]) => {
    let more = 0n;
    const [time] = alternately([
      () => {
        // Another amount each time: nothing of the answer can be kept.
        for (let n = 0; n < CALLS; n += 1) {
          more += 1n;
          chooseRoute(market, { fromToken, toToken, amountIn: amountIn + more });
        }
      },
    ]);
    const what = `as for an order: ${amountIn} ${fromToken} for ${toToken}`;
    return { part: 'router', what, figure: (time as number) / CALLS / 1_000, unit: 'ms' };
  });
}
