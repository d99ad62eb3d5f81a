/**
 * A stretch of one pool's liquidity within which the price moves smoothly: up to the next tick, bin or end of a
 * range. Figures are real-valued, good to about 1e-12; they steer a search, exact quotes decide.
 */
export type Segment = ProductSegment | FlatSegment;

interface Stretch {
  /** Fraction of the input that is taken before the swap. */
  readonly feeIn: number;
  /** Fraction of the output that is kept back. */
  readonly feeOut: number;
  /** The input, fee included, at which the segment ends; base units. */
  readonly maxIn: bigint;
}

/** Constant product of virtual reserves: `net` in gives `y · net / (x + net)`. */
export interface ProductSegment extends Stretch {
  readonly kind: 'product';
  /** Virtual reserve of the token sold, base units. */
  readonly x: number;
  /** Virtual reserve of the token bought, base units. */
  readonly y: number;
}

/** One price: `net` in gives `price · net`. */
export interface FlatSegment extends Stretch {
  readonly kind: 'flat';
  /** Base units of the token bought per base unit of the token sold, before fees: what all of the segment gives. */
  readonly price: number;
  /** The most that a part of it gives, whose input is not rounded up to whole units; default: `price`. */
  readonly best?: number;
}

/** What a segment gives for an input within its limit; base units. */
export function segmentOutput(segment: Segment, amountIn: number): number {
  const net = amountIn * (1 - segment.feeIn);
  const gross = segment.kind === 'flat' ? segment.price * net : (segment.y * net) / (segment.x + net);
  return gross * (1 - segment.feeOut);
}

/** What one more base unit gives after `amountIn` has gone into the segment: the price after fees. */
export function marginalOutput(segment: Segment, amountIn: number): number {
  const kept = (1 - segment.feeIn) * (1 - segment.feeOut);
  if (segment.kind === 'flat') return segment.price * kept;
  const reserve = segment.x + amountIn * (1 - segment.feeIn);
  return (segment.x / reserve) * (segment.y / reserve) * kept;
}

/** What segments give together, filled in their order; `undefined` when they end before the amount does. */
export function outputOver(segments: readonly Segment[], amountIn: bigint): number | undefined {
  let left = amountIn;
  let output = 0;
  for (const segment of segments) {
    const part = left < segment.maxIn ? left : segment.maxIn;
    output += segmentOutput(segment, Number(part));
    left -= part;
    if (left === 0n) return output;
  }
  return undefined;
}
