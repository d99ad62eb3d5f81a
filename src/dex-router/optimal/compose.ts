import { columns, type Curve } from './curve.js';
import { inputFor, outputAt } from './response.js';

/**
 * Two swaps in a row as one curve: where neither changes piece, p·z/(1 + b·z) put into q·w/(1 + c·w) is
 * (q·p)·z/(1 + (b + c·p)·z) again.
 */
export function composed(first: Curve, second: Curve): Curve {
  const ends = breaks(first, second);
  const count = ends.length;
  const { price, bend, length, inBefore, outBefore } = columns(count);
  let at = 0;
  let [one, other] = [0, 0];
  for (let n = 0; n < count; n += 1) {
    const end = ends[n] as number;
    while (one + 1 < first.count && (first.inBefore[one + 1] as number) <= at) one += 1;
    const middle = outputAt(first, at);
    while (other + 1 < second.count && (second.inBefore[other + 1] as number) <= middle * (1 + 1e-15)) other += 1;
    const [p, b] = moved(first, one, at);
    const [q, c] = moved(second, other, middle);
    price[n] = p * q;
    bend[n] = b + c * p;
    length[n] = end - at;
    inBefore[n + 1] = end;
    outBefore[n + 1] = outputAt(second, outputAt(first, end));
    at = end;
  }
  const capacity = BigInt(Math.floor(at));
  return { count, price, bend, length, inBefore, outBefore, capacity };
}

/** Price and bend of a piece as seen from an input within it. */
function moved({ price, bend, inBefore }: Curve, piece: number, input: number): readonly [number, number] {
  const z = Math.max(0, input - (inBefore[piece] as number));
  const grown = 1 + (bend[piece] as number) * z;
  return [(price[piece] as number) / (grown * grown), (bend[piece] as number) / grown];
}

/** Inputs at which either curve begins another piece, ascending, up to where the first of them ends. */
function breaks(first: Curve, second: Curve): number[] {
  const most = Math.min(
    first.inBefore[first.count] as number,
    inputFor(first, second.inBefore[second.count] as number),
  );
  const ends = first.inBefore.slice(1);
  for (let n = 1; n <= second.count; n += 1) ends.push(inputFor(first, second.inBefore[n] as number));
  ends.sort((a, b) => a - b);
  const kept: number[] = [];
  for (const end of ends) {
    if (end > most) break;
    if (end > (kept.at(-1) ?? 0) * (1 + 1e-14)) kept.push(end);
  }
  return kept;
}
