import { asObject, ensure, integerField, objectField, booleanField, unsignedField, type JsonObject } from '../json.js';

/** Which token a fee is taken in. */
export type DammFeeMode =
  /** The token bought. */
  | 'output'
  /** Always B: on the output when selling A, on the input when selling B. */
  | 'only-b';

/** The volatility fee's parameters and memory; times are whole seconds. */
export interface DammVolatility {
  readonly control: bigint;
  /** Basis points. */
  readonly binStep: bigint;
  /** The step as a Q64.64 fraction. */
  readonly binStepX64: bigint;
  readonly filterPeriod: number;
  readonly decayPeriod: number;
  /** Basis points of the accumulator that survive a decay. */
  readonly reductionFactor: bigint;
  readonly maxAccumulator: bigint;
  readonly accumulator: bigint;
  readonly reference: bigint;
  /** 0 before the first swap. */
  readonly sqrtPriceReference: bigint;
  readonly lastUpdate: number;
}

/** A pool with one range of liquidity. Square roots of prices are Q64.64, B per A in base units. */
export interface DammState {
  readonly enabled: boolean;
  /** No swaps before this time (seconds since the epoch; 0: always open). */
  readonly activeFrom: number;
  readonly sqrtPrice: bigint;
  readonly sqrtMinPrice: bigint;
  readonly sqrtMaxPrice: bigint;
  /** Scaled by 2^64 more than in Uniswap v3: amount B = liquidity · Δ√P / 2^128. */
  readonly liquidity: bigint;
  /** Everything the vaults hold, uncollected fees included. */
  readonly vaultA: bigint;
  readonly vaultB: bigint;
  readonly feeMode: DammFeeMode;
  /** Over 1e9. */
  readonly baseFee: bigint;
  /** The most that base and volatility fee together may be, over 1e9. */
  readonly maxFee: bigint;
  readonly volatility: DammVolatility | null;
}

export function dammToJson(state: DammState): unknown {
  const { volatility } = state;
  return {
    enabled: state.enabled,
    activeFrom: state.activeFrom,
    sqrtPrice: state.sqrtPrice.toString(),
    sqrtMinPrice: state.sqrtMinPrice.toString(),
    sqrtMaxPrice: state.sqrtMaxPrice.toString(),
    liquidity: state.liquidity.toString(),
    vaultA: state.vaultA.toString(),
    vaultB: state.vaultB.toString(),
    feeMode: state.feeMode,
    baseFee: state.baseFee.toString(),
    maxFee: state.maxFee.toString(),
    volatility: volatility && {
      control: volatility.control.toString(),
      binStep: volatility.binStep.toString(),
      binStepX64: volatility.binStepX64.toString(),
      filterPeriod: volatility.filterPeriod,
      decayPeriod: volatility.decayPeriod,
      reductionFactor: volatility.reductionFactor.toString(),
      maxAccumulator: volatility.maxAccumulator.toString(),
      accumulator: volatility.accumulator.toString(),
      reference: volatility.reference.toString(),
      sqrtPriceReference: volatility.sqrtPriceReference.toString(),
      lastUpdate: volatility.lastUpdate,
    },
  };
}

/** @throws Error on JSON that is no pool state. */
export function dammFromJson(json: unknown): DammState {
  const object = asObject(json, 'a meteora-damm-v2 state');
  const { feeMode } = object;
  ensure(feeMode === 'output' || feeMode === 'only-b', 'feeMode must be "output" or "only-b"');
  return checkedDamm({
    enabled: booleanField(object, 'enabled'),
    activeFrom: integerField(object, 'activeFrom'),
    sqrtPrice: unsignedField(object, 'sqrtPrice'),
    sqrtMinPrice: unsignedField(object, 'sqrtMinPrice'),
    sqrtMaxPrice: unsignedField(object, 'sqrtMaxPrice'),
    liquidity: unsignedField(object, 'liquidity'),
    vaultA: unsignedField(object, 'vaultA'),
    vaultB: unsignedField(object, 'vaultB'),
    feeMode,
    baseFee: unsignedField(object, 'baseFee'),
    maxFee: unsignedField(object, 'maxFee'),
    volatility: object['volatility'] === null ? null : volatilityFromJson(objectField(object, 'volatility')),
  });
}

function volatilityFromJson(object: JsonObject): DammVolatility {
  return {
    control: unsignedField(object, 'control'),
    binStep: unsignedField(object, 'binStep'),
    binStepX64: unsignedField(object, 'binStepX64'),
    filterPeriod: integerField(object, 'filterPeriod'),
    decayPeriod: integerField(object, 'decayPeriod'),
    reductionFactor: unsignedField(object, 'reductionFactor'),
    maxAccumulator: unsignedField(object, 'maxAccumulator'),
    accumulator: unsignedField(object, 'accumulator'),
    reference: unsignedField(object, 'reference'),
    sqrtPriceReference: unsignedField(object, 'sqrtPriceReference'),
    lastUpdate: integerField(object, 'lastUpdate'),
  };
}

/** @throws Error unless the state is one that a pool can be in. */
export function checkedDamm(state: DammState): DammState {
  ensure(state.liquidity > 0n, 'liquidity must be greater than 0');
  ensure(state.sqrtMinPrice > 0n, 'sqrtMinPrice must be greater than 0');
  ensure(
    state.sqrtMinPrice <= state.sqrtPrice && state.sqrtPrice <= state.sqrtMaxPrice,
    'sqrtPrice must lie between sqrtMinPrice and sqrtMaxPrice',
  );
  ensure(state.maxFee < 1_000_000_000n, 'maxFee must be below 1000000000');
  const { volatility } = state;
  ensure(volatility === null || volatility.binStepX64 > 0n, 'binStepX64 must be greater than 0');
  return state;
}
