import type { RouteLeg } from '../../client/index.js';

/** A token's bar of a drawn route: `x` counts columns, `y` and `height` lanes. */
export interface FlowNode {
  readonly token: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** A leg's ribbon: from lane `y0` in column `x0` to lane `y1` in column `x1`; `share` of all that is sold goes along it. */
export interface FlowLink {
  readonly leg: RouteLeg;
  readonly share: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface FlowLayout {
  readonly columns: number;
  readonly lanes: number;
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

/**
 * Places the legs of a route: tokens in columns by how many swaps lead to them, every leg on a lane of its own, so that
 * even a leg of a fraction of a per cent can be read.
 */
export function layOutFlow(legs: readonly RouteLeg[], from: string, to: string): FlowLayout {
  const column = columnsOf(legs, from, to);
  const last = Math.max(1, column.get(to) ?? 1);
  const shares = sharesOf(legs, from, column);
  const ordered = legs
    .map((leg, n) => ({ leg, share: shares[n] ?? 0 }))
    .toSorted((a, b) => laneKey(a.leg, from, to) - laneKey(b.leg, from, to) || b.share - a.share);
  const lanes = Math.max(...[...column.keys()].map((token) => lanesAt(ordered, token)), 1);
  const taken = new Map<string, { in: number; out: number }>();
  const nodes = [...column].map(([token, x]) => {
    const height = lanesAt(ordered, token);
    const inner = token !== from && token !== to;
    taken.set(token, { in: 0, out: 0 });
    return { token, x, y: inner ? lanes - height : (lanes - height) / 2, height };
  });
  const top = new Map(nodes.map((node) => [node.token, node]));
  const links = ordered.map(({ leg, share }) => {
    const a = top.get(leg.fromToken)!;
    const b = top.get(leg.toToken)!;
    const out = ordered.filter((o) => o.leg.fromToken === leg.fromToken).length;
    const into = ordered.filter((o) => o.leg.toToken === leg.toToken).length;
    const y0 = a.y + ((taken.get(leg.fromToken)!.out++ + 0.5) * a.height) / out;
    const y1 = b.y + ((taken.get(leg.toToken)!.in++ + 0.5) * b.height) / into;
    return { leg, share, x0: a.x, y0, x1: b.x, y1 };
  });
  return { columns: last, lanes, nodes, links };
}

type Shared = { readonly leg: RouteLeg; readonly share: number };

/** Direct legs lie above those that lead through other tokens. */
function laneKey(leg: RouteLeg, from: string, to: string): number {
  return leg.fromToken === from && leg.toToken === to ? 0 : 1;
}

function lanesAt(legs: readonly Shared[], token: string): number {
  const into = legs.filter(({ leg }) => leg.toToken === token).length;
  const out = legs.filter(({ leg }) => leg.fromToken === token).length;
  return Math.max(into, out, 1);
}

/** The longest way from the start to each token, in swaps. */
function columnsOf(legs: readonly RouteLeg[], from: string, to: string): Map<string, number> {
  const column = new Map<string, number>([[from, 0]]);
  for (let round = 0; round < legs.length; round += 1) {
    for (const { fromToken, toToken } of legs) {
      const next = (column.get(fromToken) ?? 0) + 1;
      if (toToken !== from && next > (column.get(toToken) ?? 0) && next <= legs.length) column.set(toToken, next);
    }
  }
  column.set(to, Math.max(1, ...column.values()));
  return column;
}

/** How much of what is sold goes along each leg: a leg's part of its token, times the token's part of the whole. */
function sharesOf(legs: readonly RouteLeg[], from: string, column: ReadonlyMap<string, number>): number[] {
  const sold = new Map<string, number>();
  for (const leg of legs) sold.set(leg.fromToken, (sold.get(leg.fromToken) ?? 0) + Number(leg.amountIn));
  const arrived = new Map<string, number>([[from, 1]]);
  const shares = legs.map(() => 0);
  const inOrder = legs.map((leg, n) => ({ leg, n })).toSorted((a, b) => at(a.leg) - at(b.leg));
  for (const { leg, n } of inOrder) {
    const share = ((arrived.get(leg.fromToken) ?? 0) * Number(leg.amountIn)) / (sold.get(leg.fromToken) || 1);
    shares[n] = share;
    arrived.set(leg.toToken, (arrived.get(leg.toToken) ?? 0) + share);
  }
  return shares;

  function at(leg: RouteLeg): number {
    return column.get(leg.fromToken) ?? 0;
  }
}
