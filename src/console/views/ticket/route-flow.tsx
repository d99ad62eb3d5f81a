import { useMemo } from 'preact/hooks';
import type { RouteLeg } from '../../../client/index.js';
import { layOutFlow } from '../../lib/flow-layout.js';
import type { FlowLink, FlowNode } from '../../lib/flow-layout.js';
import { formatAmount } from '../../lib/format-amount.js';

const WIDTH = 320;
const LANE = 24;
const EDGE = 42;
/** Room for the words above the first lane. */
const TOP = 8;
const THICKEST = 16;

interface RouteFlowProps {
  readonly legs: readonly RouteLeg[];
  readonly fromToken: string;
  readonly toToken: string;
}

/** The route drawn: tokens from left to right, one ribbon for each leg, as thick as its part of the whole. */
export function RouteFlow({ legs, fromToken, toToken }: RouteFlowProps) {
  const flow = useMemo(() => layOutFlow(legs, fromToken, toToken), [legs, fromToken, toToken]);
  const height = flow.lanes * LANE + TOP + 2;
  const xOf = (column: number): number => EDGE + (column / flow.columns) * (WIDTH - 2 * EDGE);
  const yOf = (lane: number): number => TOP + lane * LANE;
  return (
    <figure class="flow">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} width="100%" role="img" aria-label={inWords(flow.links)}>
        {flow.links.map((link) => (
          <Ribbon key={`${link.leg.pool}${link.leg.fromToken}`} link={link} xOf={xOf} yOf={yOf} />
        ))}
        {flow.nodes.map((node) => (
          <TokenBar key={node.token} node={node} x={xOf(node.x)} yOf={yOf} last={node.x === flow.columns} />
        ))}
      </svg>
    </figure>
  );
}

interface RibbonProps {
  readonly link: FlowLink;
  readonly xOf: (column: number) => number;
  readonly yOf: (lane: number) => number;
}

function Ribbon({ link, xOf, yOf }: RibbonProps) {
  const [x0, y0, x1, y1] = [xOf(link.x0) + 3, yOf(link.y0), xOf(link.x1) - 3, yOf(link.y1)];
  const middle = (x0 + x1) / 2;
  const narrow = x1 - x0 < 150;
  const share = `${(link.share * 100).toFixed(link.share < 0.1 ? 1 : 0)} %`;
  return (
    <g class={`ribbon venue-${link.leg.venue}`}>
      <path
        d={`M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`}
        style={{ strokeWidth: `${Math.max(1.5, link.share * THICKEST)}px` }}
      />
      <text x={middle} y={(y0 + y1) / 2 - Math.max(2, (link.share * THICKEST) / 2) - 3} class={narrow ? 'narrow' : ''}>
        {narrow ? shorten(link.leg.venue) : link.leg.venue} · {share}
      </text>
    </g>
  );
}

interface TokenBarProps {
  readonly node: FlowNode;
  readonly x: number;
  readonly yOf: (lane: number) => number;
  readonly last: boolean;
}

function TokenBar({ node, x, yOf, last }: TokenBarProps) {
  const [top, bottom] = [yOf(node.y) + 6, yOf(node.y + node.height) - 6];
  const inner = node.x > 0 && !last;
  return (
    <g class="token-bar">
      <rect x={x - 2} y={top} width="4" height={bottom - top} rx="2" />
      <text
        x={inner ? x : last ? x + 7 : x - 7}
        y={inner ? top - 4 : (top + bottom) / 2 + 4}
        text-anchor={inner ? 'middle' : last ? 'start' : 'end'}
      >
        {node.token}
      </text>
    </g>
  );
}

function shorten(venue: string): string {
  return venue.replace('raydium-', 'r-').replace('meteora-', 'm-');
}

function inWords(links: readonly FlowLink[]): string {
  const legs = links.map(
    ({ leg, share }) =>
      `${(share * 100).toFixed(1)} %: ${formatAmount(leg.amountIn)} ${leg.fromToken} to ${formatAmount(leg.amountOut)} ${leg.toToken} on ${leg.venue}`,
  );
  return `Route of ${legs.length} ${legs.length === 1 ? 'leg' : 'legs'}. ${legs.join('. ')}.`;
}
