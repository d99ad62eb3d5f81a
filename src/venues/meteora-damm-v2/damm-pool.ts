import { Q128, Q64, sqrtPriceX64 } from '../fixed-point.js';
import { asObject, ensure, integerField, objectField, unsignedField, type JsonObject } from '../json.js';
import type { Price } from '../venue.js';
import { claims } from './damm-math.js';
import { checkedDamm, type DammFeeMode, type DammState, type DammVolatility } from './damm-state.js';

/** √price of the program's full range, Q64.64. */
const FULL_RANGE = [4_295_048_016n, 79_226_673_521_066_979_257_578_248_091n] as const;
/** The most that a fee may be over 1e9, by the pool's fee version. */
const MAX_FEES = [500_000_000n, 990_000_000n] as const;
/** Where a fee scheduler's or limiter's figures begin within the base fee's 32 bytes. */
const SCHEDULE_OFFSET = 14;

/** What {@link dammPool} builds a pool from. */
export interface DammFigures {
  /** Base units of B per base unit of A. */
  readonly price: Price;
  /** Lowest and highest price; default: the whole range. */
  readonly range?: readonly [Price, Price];
  /** B in the range at `price`; the A beside it follows. */
  readonly amountB: bigint;
  /** Base fee over 1e9. */
  readonly fee: bigint;
  readonly feeMode?: DammFeeMode;
  /** Strength of the volatility fee; 0 (default): none. */
  readonly volatilityControl?: bigint;
}

/** A fresh pool. @throws Error on figures that no pool has. */
export function dammPool(figures: DammFigures): DammState {
  const sqrtPrice = sqrtPriceX64(figures.price);
  const [sqrtMinPrice, sqrtMaxPrice] = figures.range
    ? [sqrtPriceX64(figures.range[0]), sqrtPriceX64(figures.range[1])]
    : FULL_RANGE;
  ensure(sqrtMinPrice < sqrtPrice, 'the price must lie above the range’s lower end');
  const range = {
    sqrtPrice,
    sqrtMinPrice,
    sqrtMaxPrice,
    liquidity: (figures.amountB * Q128) / (sqrtPrice - sqrtMinPrice),
  };
  const [vaultA, vaultB] = claims(range);
  const control = figures.volatilityControl ?? 0n;
  return checkedDamm({
    ...range,
    enabled: true,
    activeFrom: 0,
    vaultA,
    vaultB,
    feeMode: figures.feeMode ?? 'only-b',
    baseFee: figures.fee,
    maxFee: MAX_FEES[0],
    volatility: control === 0n ? null : freshVolatility(control),
  });
}

function freshVolatility(control: bigint): DammVolatility {
  return {
    control,
    binStep: 1n,
    binStepX64: Q64 / 10_000n,
    filterPeriod: 10,
    decayPeriod: 120,
    reductionFactor: 5000n,
    maxAccumulator: 14_460_000n,
    accumulator: 0n,
    reference: 0n,
    sqrtPriceReference: 0n,
    lastUpdate: 0,
  };
}

/**
 * A pool account of mainnet as JSON: `state` holds its fields by their camel-case names. The account does not tell
 * the vaults' balances; they are taken as the range's claims and the protocol's fees.
 * @throws Error on JSON of another form, and on fee schedules and compounding pools, which this venue does not know.
 */
export function dammFromAccount(json: unknown): DammState {
  const account = objectField(asObject(json, 'the pool'), 'state');
  const fees = objectField(account, 'poolFees');
  const mode = integerField(account, 'collectFeeMode');
  ensure(mode === 0 || mode === 1, `collectFeeMode ${mode} is not supported`);
  const range = {
    sqrtPrice: unsignedField(account, 'sqrtPrice'),
    sqrtMinPrice: unsignedField(account, 'sqrtMinPrice'),
    sqrtMaxPrice: unsignedField(account, 'sqrtMaxPrice'),
    liquidity: unsignedField(account, 'liquidity'),
  };
  const [claimA, claimB] = claims(range);
  return checkedDamm({
    ...range,
    enabled: integerField(account, 'poolStatus') === 0,
    activeFrom: integerField(account, 'activationType') === 1 ? Number(unsignedField(account, 'activationPoint')) : 0,
    vaultA: claimA + unsignedField(account, 'protocolAFee'),
    vaultB: claimB + unsignedField(account, 'protocolBFee'),
    feeMode: mode === 1 ? 'only-b' : 'output',
    baseFee: baseFee(objectField(objectField(fees, 'baseFee'), 'baseFeeInfo')),
    maxFee: MAX_FEES[integerField(account, 'feeVersion') === 0 ? 0 : 1],
    volatility: volatilityFromAccount(objectField(fees, 'dynamicFee')),
  });
}

/** `data`: 32 bytes, hexadecimal; the first eight are the fee, little-endian. */
function baseFee(info: JsonObject): bigint {
  const { data } = info;
  ensure(typeof data === 'string' && /^[0-9a-f]{64}$/i.test(data), 'baseFeeInfo.data must be 32 bytes in hexadecimal');
  const bytes = Buffer.from(data, 'hex');
  ensure(
    bytes.subarray(SCHEDULE_OFFSET).every((byte) => byte === 0),
    'pools with a fee schedule are not supported',
  );
  return bytes.readBigUInt64LE(0);
}

function volatilityFromAccount(fee: JsonObject): DammVolatility | null {
  if (integerField(fee, 'initialized') === 0) return null;
  return {
    control: BigInt(integerField(fee, 'variableFeeControl')),
    binStep: BigInt(integerField(fee, 'binStep')),
    binStepX64: unsignedField(fee, 'binStepU128'),
    filterPeriod: integerField(fee, 'filterPeriod'),
    decayPeriod: integerField(fee, 'decayPeriod'),
    reductionFactor: BigInt(integerField(fee, 'reductionFactor')),
    maxAccumulator: BigInt(integerField(fee, 'maxVolatilityAccumulator')),
    accumulator: unsignedField(fee, 'volatilityAccumulator'),
    reference: unsignedField(fee, 'volatilityReference'),
    sqrtPriceReference: unsignedField(fee, 'sqrtPriceReference'),
    lastUpdate: Number(unsignedField(fee, 'lastUpdateTimestamp')),
  };
}
