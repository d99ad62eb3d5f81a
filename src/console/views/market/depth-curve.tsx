import { formatAmount } from '../../lib/format-amount.js';
import { formatBps } from '../../lib/format-bps.js';
import type { PoolDepth } from '../../lib/pair-depth.js';

const WIDTH = 320;
const HEIGHT = 92;
const BASELINE = HEIGHT - 16;

interface DepthCurveProps {
  readonly depths: readonly PoolDepth[];
  readonly base: string;
  readonly quote: string;
}

/** How much all pools together take, by price impact: selling to the left, buying to the right. */
export function DepthCurve({ depths, base, quote }: DepthCurveProps) {
  const bps = (depths[0]?.levels ?? []).map((level) => level.bps);
  const total = (side: 'sellBase' | 'buyBase', n: number): number =>
    depths.reduce((sum, { levels }) => sum + (levels[n]?.[side] ?? 0), 0);
  const most = Math.max(...bps.map((_, n) => Math.max(total('sellBase', n), total('buyBase', n))), 1e-9);
  const farthest = bps.at(-1) ?? 1;
  const x = (impact: number, direction: -1 | 1): number =>
    WIDTH / 2 + (direction * impact * (WIDTH / 2 - 2)) / farthest;
  const y = (amount: number): number => BASELINE - (amount / most) * (BASELINE - 14);
  const area = (side: 'sellBase' | 'buyBase', direction: -1 | 1): string => {
    const points = bps.map((impact, n) => `L${x(impact, direction)} ${y(total(side, n))}`);
    return `M${WIDTH / 2} ${BASELINE}${points.join('')}L${x(farthest, direction)} ${BASELINE}Z`;
  };
  const words = bps.map(
    (impact, n) =>
      `up to ${formatBps(impact)}: sell ${formatAmount(String(total('sellBase', n)))}, buy ${formatAmount(String(total('buyBase', n)))} ${base}`,
  );
  return (
    <figure class="depth">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        role="img"
        aria-label={`Depth of all pools. ${words.join('. ')}.`}
      >
        <path class="depth-sell" d={area('sellBase', -1)} />
        <path class="depth-buy" d={area('buyBase', 1)} />
        <line x1={WIDTH / 2} x2={WIDTH / 2} y1="4" y2={BASELINE} />
        <text x="2" y="10">
          sell {formatAmount(String(total('sellBase', bps.length - 1)), 'compact')} {base}
        </text>
        <text x={WIDTH - 2} y="10" text-anchor="end">
          buy {formatAmount(String(total('buyBase', bps.length - 1)), 'compact')} {base}
        </text>
        {bps
          .filter((impact) => impact >= 50)
          .flatMap((impact) =>
            ([-1, 1] as const).map((direction) => (
              <text
                key={`${impact}${direction}`}
                x={x(impact, direction)}
                y={HEIGHT - 3}
                text-anchor={impact === farthest ? (direction < 0 ? 'start' : 'end') : 'middle'}
              >
                {direction < 0 ? '−' : '+'}
                {formatBps(impact)}
              </text>
            )),
          )}
      </svg>
      <figcaption class="unseen">
        {base} against {quote}, by price impact
      </figcaption>
    </figure>
  );
}
