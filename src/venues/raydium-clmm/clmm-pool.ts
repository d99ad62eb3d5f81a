import { sqrtPriceX64 } from '../fixed-point.js';
import { ensure } from '../json.js';
import type { Price } from '../venue.js';
import { amount0In, amount1In } from './clmm-math.js';
import { checkedClmm, clmmTick, type ClmmState } from './clmm-state.js';
import { ticksBelow } from './clmm-swap.js';
import { sqrtPriceAtTick, tickAtSqrtPrice } from './clmm-ticks.js';

/** Liquidity over a range of prices. */
export interface ClmmPosition {
  /** Ends of the range, base units of B per base unit of A; moved down to the next usable ticks. */
  readonly lower: Price;
  readonly upper: Price;
  /** What both tokens in it are worth at the pool's price, base units of B. */
  readonly value: bigint;
}

/** What {@link clmmPool} builds a pool from. */
export interface ClmmFigures {
  readonly price: Price;
  readonly feePpm: bigint;
  readonly tickSpacing: number;
  readonly positions: readonly ClmmPosition[];
}

/** A fresh pool. @throws Error on figures that no pool has. */
export function clmmPool({ price, feePpm, tickSpacing, positions }: ClmmFigures): ClmmState {
  const sqrtPrice = sqrtPriceX64(price);
  const nets = new Map<number, bigint>();
  const tick = tickAtSqrtPrice(sqrtPrice);
  let liquidity = 0n;
  for (const position of positions) {
    const [lower, upper] = [usableTick(position.lower, tickSpacing), usableTick(position.upper, tickSpacing)];
    ensure(lower < upper, 'a position must span at least one tick spacing');
    const added = liquidityWorth(position.value, price, sqrtPrice, lower, upper);
    nets.set(lower, (nets.get(lower) ?? 0n) + added);
    nets.set(upper, (nets.get(upper) ?? 0n) - added);
    if (lower <= tick && tick < upper) liquidity += added;
  }
  const ticks = [...nets].filter(([, net]) => net !== 0n).sort(([one], [other]) => one - other);
  return clmmOfTicks({ sqrtPrice, tick, liquidity, feePpm, tickSpacing, ticks });
}

function usableTick(price: Price, spacing: number): number {
  return Math.floor(tickAtSqrtPrice(sqrtPriceX64(price)) / spacing) * spacing;
}

/** The liquidity of a range whose two amounts are worth `value` of B together. */
function liquidityWorth(value: bigint, price: Price, sqrtPrice: bigint, lower: number, upper: number): bigint {
  const sample = 1n << 96n;
  const [low, high] = [sqrtPriceAtTick(lower), sqrtPriceAtTick(upper)];
  const bend = sqrtPrice < low ? low : sqrtPrice > high ? high : sqrtPrice;
  const worthOfA = (amount0In(sample, bend, high) * price.numerator) / price.denominator;
  return (value * sample) / (worthOfA + amount1In(sample, low, bend));
}

/** A pool told by its ticks: `[index, liquidityNet]`, ascending. */
export interface ClmmTickFigures {
  readonly sqrtPrice: bigint;
  readonly tick: number;
  readonly liquidity: bigint;
  readonly feePpm: bigint;
  readonly tickSpacing: number;
  readonly ticks: readonly (readonly [number, bigint])[];
}

/** The vaults are taken to hold what the ranges between the ticks claim, and no fees. */
export function clmmOfTicks(figures: ClmmTickFigures): ClmmState {
  const ticks = figures.ticks.map(([index, net]) => clmmTick(index, net));
  const below = ticksBelow(ticks, figures.tick);
  let [vaultA, vaultB] = [0n, 0n];
  let [bound, liquidity] = [figures.sqrtPrice, figures.liquidity];
  for (const tick of ticks.slice(below)) {
    vaultA += amount0In(liquidity, bound, tick.sqrtPrice);
    [bound, liquidity] = [tick.sqrtPrice, liquidity + tick.liquidityNet];
  }
  [bound, liquidity] = [figures.sqrtPrice, figures.liquidity];
  for (const tick of ticks.slice(0, below).reverse()) {
    vaultB += amount1In(liquidity, tick.sqrtPrice, bound);
    [bound, liquidity] = [tick.sqrtPrice, liquidity - tick.liquidityNet];
  }
  const { sqrtPrice, tick, feePpm, tickSpacing } = figures;
  return checkedClmm({ feePpm, tickSpacing, sqrtPrice, tick, liquidity: figures.liquidity, ticks, vaultA, vaultB });
}
