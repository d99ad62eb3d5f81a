import type { Segment } from '../../venues/segment.js';

/**
 * What a pool gives in one direction as a concave curve: pieces of falling price, each giving
 * `price · z / (1 + bend · z)` for its first `z` units of input (fees included in `z` and in the price). A constant
 * product of virtual reserves (x, y) has price y/x and bend 1/x; a flat price has bend 0 (the closed forms of Angeris,
 * Evans, Chitra, Boyd: Optimal Routing for Constant Function Market Makers, 2022, section 4).
 *
 * The curve is never below what an exact quote gives, for real swaps round against the trader: a flat piece has the
 * price of its best part and ends where its output does. Where segments' prices rise, the curve is their least concave
 * majorant (flat ones) or their prices' least falling majorant (others).
 */
export interface Curve {
  readonly count: number;
  /** At each piece's start, output per input, after fees; strictly falling but for rounding. */
  readonly price: readonly number[];
  readonly bend: readonly number[];
  readonly length: readonly number[];
  /** Input and output of all pieces before; one entry more than pieces. */
  readonly inBefore: readonly number[];
  readonly outBefore: readonly number[];
  /** The largest input. */
  readonly capacity: bigint;
}

interface Piece {
  price: number;
  bend: number;
  length: number;
}

/** Prices that rise by less are rounding of floats. */
const EVEN = 1 + 1e-12;

/** @param held what the vault can pay out */
export function curveOf(segments: readonly Segment[], held: bigint): Curve {
  const pieces: Piece[] = [];
  let capacity = 0n;
  for (const segment of segments) {
    const keptIn = 1 - segment.feeIn;
    const kept = keptIn * (1 - segment.feeOut);
    const length = Number(segment.maxIn);
    if (length <= 0 || kept <= 0) continue;
    capacity += segment.maxIn;
    if (segment.kind === 'flat') {
      const { price, best = price } = segment;
      push(pieces, { price: best * kept, bend: 0, length: (length * price) / best });
    } else {
      push(pieces, { price: (segment.y / segment.x) * kept, bend: keptIn / segment.x, length });
    }
  }
  const falls = falling(pieces);
  const within = withinVault(falls, Number(held));
  return finished(within, within.length === falls.length && within.at(-1) === falls.at(-1) ? capacity : undefined);
}

/** Adds a piece; neighbouring flat ones whose price rises become one of their mean price (pool adjacent violators). */
function push(pieces: Piece[], piece: Piece): void {
  let last = piece;
  for (let before = pieces.at(-1); before && last.bend === 0 && before.bend === 0; before = pieces.at(-1)) {
    if (before.price > last.price) break;
    const length = before.length + last.length;
    const price = (before.price * before.length + last.price * last.length) / length;
    last = { price, bend: 0, length };
    pieces.pop();
  }
  pieces.push(last);
}

/** Raises prices to the best that comes later. */
function falling(pieces: readonly Piece[]): Piece[] {
  const raised: Piece[] = [];
  let floor = 0;
  for (const piece of pieces.toReversed()) {
    const { price, bend, length } = piece;
    const end = price / (1 + bend * length) ** 2;
    if (price <= floor) {
      raised.push({ price: floor, bend: 0, length });
      continue;
    }
    if (end * EVEN < floor) {
      const until = (Math.sqrt(price / floor) - 1) / bend;
      raised.push({ price: floor, bend: 0, length: length - until });
      raised.push({ ...piece, length: until });
    } else {
      raised.push(piece);
    }
    floor = price;
  }
  return raised.reverse();
}

/** Ends the pieces where the vault does. */
function withinVault(pieces: readonly Piece[], held: number): Piece[] {
  const within: Piece[] = [];
  let left = held;
  for (const piece of pieces) {
    const { price, bend, length } = piece;
    const output = (price * length) / (1 + bend * length);
    if (output <= left * (1 + 1e-9)) {
      within.push(piece);
      left -= output;
      continue;
    }
    if (left > 0) within.push({ ...piece, length: left / (price - bend * left) });
    break;
  }
  return within;
}

/**
 * Room for a curve's pieces. A curve has few and a market hundreds of curves: typed arrays, whose memory lies outside of
 * the heap, cost many times more to make. What is no number yet keeps the engine from taking whole numbers for all there are.
 */
export function columns(count: number) {
  const column = (size: number): number[] => {
    const floats: number[] = [];
    for (let n = 0; n < size; n += 1) floats.push(NaN);
    return floats;
  };
  const [inBefore, outBefore] = [column(count + 1), column(count + 1)];
  inBefore[0] = outBefore[0] = 0;
  return { price: column(count), bend: column(count), length: column(count), inBefore, outBefore };
}

/** @param most the largest input; default: where the pieces end */
function finished(pieces: readonly Piece[], most?: bigint): Curve {
  const count = pieces.length;
  const { price, bend, length, inBefore, outBefore } = columns(count);
  let [input, output] = [0, 0];
  pieces.forEach((piece, n) => {
    price[n] = piece.price;
    bend[n] = piece.bend;
    length[n] = piece.length;
    input += piece.length;
    output += (piece.price * piece.length) / (1 + piece.bend * piece.length);
    inBefore[n + 1] = input;
    outBefore[n + 1] = output;
  });
  return { count, price, bend, length, inBefore, outBefore, capacity: most ?? BigInt(Math.floor(input)) };
}
