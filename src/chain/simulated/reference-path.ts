import { KeyedRandom } from '../../common/random.js';

interface Anchor {
  /** Whole units of `of` per whole token. */
  readonly price: number;
  /** Absent: USDC. */
  readonly of?: string;
  /** How far the price strays from `price`, roughly, as a fraction. */
  readonly swing: number;
}

const ANCHORS: Readonly<Record<string, Anchor>> = {
  SOL: { price: 163.5133, swing: 0.06 },
  USDC: { price: 1, swing: 0 },
  USDT: { price: 0.9997, swing: 0.0004 },
  JUP: { price: 0.5126, swing: 0.09 },
  RAY: { price: 2.4185, swing: 0.09 },
  BONK: { price: 0.0000213, swing: 0.12 },
  mSOL: { price: 1.3086, of: 'SOL', swing: 0.0006 },
};

/** Slots between the points of each wave; a wave four times as long swings twice as far, as a random walk does. */
const PERIODS = [16, 64, 256, 1_024, 4_096, 16_384, 65_536];

/** Where prices would be without trading: a walk that reverts to its mean, computable at any slot from the seed alone. */
export class ReferencePath {
  private readonly points = new Map<string, { at: number; from: number; to: number }>();

  constructor(private readonly seed: string) {}

  /** Whole USDC per whole token at a slot. @throws Error for a token without an anchor. */
  price(token: string, slot: number): number {
    const anchor = ANCHORS[token];
    if (!anchor) throw new Error(`the simulated market has no price for ${token}`);
    const own = anchor.price * this.factor(token, anchor.swing, slot);
    return anchor.of === undefined ? own : own * this.price(anchor.of, slot);
  }

  /** The price before any slot. */
  startPrice(token: string): number {
    return this.price(token, 0);
  }

  private factor(token: string, swing: number, slot: number): number {
    if (swing === 0 || slot === 0) return 1;
    let deviation = 0;
    for (const period of PERIODS) {
      const weight = Math.sqrt(period / 65_536) / 2;
      deviation += weight * (this.wave(token, period, slot) - this.wave(token, period, 0));
    }
    // Padé's approximant of e^x: the same digits on every engine, which Math.exp does not promise.
    const half = (deviation * swing) / 2;
    return (1 + half) / (1 - half);
  }

  /** In [−1, 1]: smooth between random points, one every `period` slots. */
  private wave(token: string, period: number, slot: number): number {
    const at = Math.floor(slot / period);
    const key = `${token}/${period}/${slot === 0 ? 'start' : ''}`;
    let ends = this.points.get(key);
    if (ends?.at !== at) {
      ends = { at, from: this.point(token, period, at), to: this.point(token, period, at + 1) };
      this.points.set(key, ends);
    }
    const x = slot / period - at;
    return ends.from + (ends.to - ends.from) * x * x * (3 - 2 * x);
  }

  private point(token: string, period: number, at: number): number {
    return 2 * new KeyedRandom(this.seed, 'path', token, period, at).next() - 1;
  }
}
