import type { Segment } from '../../venues/segment.js';

/** Ends of segments that are passed at most; beyond, another slot may go on. */
const MAX_CROSSINGS = 16;

/** `gain · x / (1 + damping · x)`: what any chain of constant products gives for x. */
interface Curve {
  readonly gain: number;
  readonly damping: number;
}

const IDENTITY: Curve = { gain: 1, damping: 0 };

/**
 * How much to put into the first leg so that the last one gives the most above it. Each leg sells all that the one
 * before bought, and is given as its segments; where they end, so does the input. 0 when nothing can be gained.
 */
export function bestCycleInput(legs: readonly (readonly Segment[])[]): number {
  const at = legs.map(() => 0);
  const used = legs.map(() => 0);
  let total = 0;
  for (let crossing = 0; crossing <= MAX_CROSSINGS; crossing++) {
    const curves: Curve[] = [];
    let whole = IDENTITY;
    let limit = Infinity;
    let limiting = -1;
    for (const [leg, segments] of legs.entries()) {
      const segment = segments[at[leg] as number];
      if (!segment) return total;
      const room = inputFor(whole, Math.max(0, Number(segment.maxIn) - (used[leg] as number)));
      if (room < limit) [limit, limiting] = [room, leg];
      curves.push(whole);
      whole = after(whole, segment, used[leg] as number);
    }
    if (!(whole.gain > 1)) return total;
    const best = (Math.sqrt(whole.gain) - 1) / whole.damping;
    const step = Math.min(best, limit);
    total += step;
    if (best <= limit || limiting < 0) return total;
    for (const [leg, curve] of curves.entries()) (used[leg] as number) += output(curve, step);
    (at[limiting] as number)++;
    used[limiting] = 0;
  }
  return total;
}

/** The curve with one more leg behind it: a segment that `used` has gone into already. */
function after({ gain, damping }: Curve, segment: Segment, used: number): Curve {
  const [keptIn, keptOut] = [1 - segment.feeIn, 1 - segment.feeOut];
  if (segment.kind === 'flat') return { gain: gain * keptIn * segment.price * keptOut, damping };
  const x = segment.x + used * keptIn;
  const slope = (segment.x / x) * (segment.y / x);
  return { gain: gain * keptIn * slope * keptOut, damping: damping + (gain * keptIn) / x };
}

function output({ gain, damping }: Curve, input: number): number {
  return (gain * input) / (1 + damping * input);
}

/** The input for an output; infinite when there is less than that to be had. */
function inputFor({ gain, damping }: Curve, wanted: number): number {
  const left = gain - damping * wanted;
  return left > 0 ? wanted / left : Infinity;
}
