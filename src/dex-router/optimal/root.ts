const FIRST_STRIDE = 1e-3;
const PRECISION = 1e-3;
/** Beyond so much, as a logarithm, nothing changes any more. */
const FURTHEST = 300;

/**
 * Finds, to about a thousandth, where a quantity that grows with a price's logarithm is nothing; the last call of
 * `leftAt` is for that place, or for the furthest one tried where there is none.
 */
export function bringToZero(start: number, leftAt: (log: number) => number): void {
  let left = leftAt(start);
  if (left === 0) return;
  let [low, high] = [start, start];
  for (let stride = FIRST_STRIDE; ; stride *= 4) {
    if (left > 0) high = low;
    else low = high;
    const log = left > 0 ? (low = high - stride) : (high = low + stride);
    if (stride > FURTHEST) return;
    const next = leftAt(log);
    if (next === 0 || next > 0 !== left > 0) break;
    left = next;
  }
  while (high - low > PRECISION) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (leftAt(middle) > 0) high = middle;
    else low = middle;
  }
  leftAt((low + high) / 2);
}
