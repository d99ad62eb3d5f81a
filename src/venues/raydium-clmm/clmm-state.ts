import { arrayField, asObject, ensure, integerField, signedField, unsignedField } from '../json.js';
import { MAX_SQRT_PRICE, MAX_TICK, MIN_SQRT_PRICE, MIN_TICK, sqrtPriceAtTick } from './clmm-ticks.js';

/** Fees are parts per million of the input. */
export const PPM = 1_000_000n;

/** A price at which liquidity begins or ends. */
export interface ClmmTick {
  readonly index: number;
  /** Added when the price rises past the tick, taken away when it falls. */
  readonly liquidityNet: bigint;
  /** Of the tick, Q64.64: known from `index`, kept so that no quote computes it. */
  readonly sqrtPrice: bigint;
}

/** A pool of concentrated liquidity; square roots of prices are Q64.64, B per A in base units. */
export interface ClmmState {
  readonly feePpm: bigint;
  readonly tickSpacing: number;
  readonly sqrtPrice: bigint;
  /** The current tick: the highest one not above the price, or one less where the price fell to it exactly. */
  readonly tick: number;
  /** Liquidity at the price. */
  readonly liquidity: bigint;
  /** The initialised ticks, ascending. */
  readonly ticks: readonly ClmmTick[];
  /** Everything the vaults hold, uncollected fees included. */
  readonly vaultA: bigint;
  readonly vaultB: bigint;
}

export function clmmToJson(state: ClmmState): unknown {
  return {
    feePpm: state.feePpm.toString(),
    tickSpacing: state.tickSpacing,
    sqrtPrice: state.sqrtPrice.toString(),
    tick: state.tick,
    liquidity: state.liquidity.toString(),
    ticks: state.ticks.map(({ index, liquidityNet }) => ({ index, liquidityNet: liquidityNet.toString() })),
    vaultA: state.vaultA.toString(),
    vaultB: state.vaultB.toString(),
  };
}

/** @throws Error on JSON that is no pool state. */
export function clmmFromJson(json: unknown): ClmmState {
  const object = asObject(json, 'a raydium-clmm state');
  const ticks = arrayField(object, 'ticks').map((entry) => {
    const tick = asObject(entry, 'a tick');
    return clmmTick(integerField(tick, 'index'), signedField(tick, 'liquidityNet'));
  });
  return checkedClmm({
    feePpm: unsignedField(object, 'feePpm'),
    tickSpacing: integerField(object, 'tickSpacing'),
    sqrtPrice: unsignedField(object, 'sqrtPrice'),
    tick: integerField(object, 'tick'),
    liquidity: unsignedField(object, 'liquidity'),
    ticks,
    vaultA: unsignedField(object, 'vaultA'),
    vaultB: unsignedField(object, 'vaultB'),
  });
}

/** @throws Error when the index lies outside of what Raydium allows. */
export function clmmTick(index: number, liquidityNet: bigint): ClmmTick {
  ensure(index >= MIN_TICK && index <= MAX_TICK, `tick ${index} lies outside ${MIN_TICK} to ${MAX_TICK}`);
  return { index, liquidityNet, sqrtPrice: sqrtPriceAtTick(index) };
}

/** @throws Error unless the state is one that a pool can be in. */
export function checkedClmm(state: ClmmState): ClmmState {
  const { ticks, tick, sqrtPrice } = state;
  ensure(state.feePpm < PPM, 'feePpm must be below 1000000');
  ensure(state.tickSpacing > 0, 'tickSpacing must be greater than 0');
  ensure(sqrtPrice >= MIN_SQRT_PRICE && sqrtPrice <= MAX_SQRT_PRICE, 'sqrtPrice lies outside of what ticks can tell');
  ensure(tick >= MIN_TICK && tick <= MAX_TICK, 'tick lies outside of what the program allows');
  ticks.forEach(({ index, sqrtPrice: boundary }, position) => {
    ensure(position === 0 || (ticks[position - 1]?.index ?? 0) < index, 'ticks must ascend');
    ensure(index <= tick ? boundary <= sqrtPrice : boundary >= sqrtPrice, `tick ${tick} does not fit the price`);
  });
  // Walking away from the price, ticks may take away no more liquidity than has gathered.
  let [above, below] = [state.liquidity, state.liquidity];
  for (const { index, liquidityNet } of ticks) {
    if (index > tick) above += liquidityNet;
    ensure(above >= 0n, `tick ${index} takes more liquidity than there is`);
  }
  for (const { index, liquidityNet } of ticks.toReversed()) {
    if (index <= tick) below -= liquidityNet;
    ensure(below >= 0n, `tick ${index} takes more liquidity than there is`);
  }
  return state;
}
