import { asObject, ensure, unsignedField } from '../json.js';

/** Fees and their shares are parts per million. */
export const PPM = 1_000_000n;

/** A constant product pool; amounts are base units. The vault of A holds `reserveA + protocolFeesA + fundFeesA`. */
export interface CpmmState {
  /** Without the accrued protocol and fund fees; with the liquidity providers' fees. */
  readonly reserveA: bigint;
  readonly reserveB: bigint;
  /** Accrued and not yet collected. */
  readonly protocolFeesA: bigint;
  readonly protocolFeesB: bigint;
  readonly fundFeesA: bigint;
  readonly fundFeesB: bigint;
  /** Of the input. */
  readonly tradeFeePpm: bigint;
  /** Of the trade fee. */
  readonly protocolFeePpm: bigint;
  /** Of the trade fee. */
  readonly fundFeePpm: bigint;
}

const KEYS = [
  'reserveA',
  'reserveB',
  'protocolFeesA',
  'protocolFeesB',
  'fundFeesA',
  'fundFeesB',
  'tradeFeePpm',
  'protocolFeePpm',
  'fundFeePpm',
] as const satisfies readonly (keyof CpmmState)[];

/** What {@link cpmmPool} builds a pool from. */
export interface CpmmFigures {
  readonly reserveA: bigint;
  readonly reserveB: bigint;
  readonly feePpm: bigint;
  /** Default: Raydium's 12 % of the fee. */
  readonly protocolFeePpm?: bigint;
  /** Default: Raydium's 4 % of the fee. */
  readonly fundFeePpm?: bigint;
}

/** A fresh pool. @throws Error on figures that no pool has. */
export function cpmmPool(figures: CpmmFigures): CpmmState {
  return checked({
    reserveA: figures.reserveA,
    reserveB: figures.reserveB,
    protocolFeesA: 0n,
    protocolFeesB: 0n,
    fundFeesA: 0n,
    fundFeesB: 0n,
    tradeFeePpm: figures.feePpm,
    protocolFeePpm: figures.protocolFeePpm ?? 120_000n,
    fundFeePpm: figures.fundFeePpm ?? 40_000n,
  });
}

export function cpmmToJson(state: CpmmState): Record<string, string> {
  return Object.fromEntries(KEYS.map((key) => [key, state[key].toString()]));
}

/** @throws Error on JSON that is no pool state. */
export function cpmmFromJson(json: unknown): CpmmState {
  const object = asObject(json, 'a raydium-cpmm state');
  return checked({
    reserveA: unsignedField(object, 'reserveA'),
    reserveB: unsignedField(object, 'reserveB'),
    protocolFeesA: unsignedField(object, 'protocolFeesA'),
    protocolFeesB: unsignedField(object, 'protocolFeesB'),
    fundFeesA: unsignedField(object, 'fundFeesA'),
    fundFeesB: unsignedField(object, 'fundFeesB'),
    tradeFeePpm: unsignedField(object, 'tradeFeePpm'),
    protocolFeePpm: unsignedField(object, 'protocolFeePpm'),
    fundFeePpm: unsignedField(object, 'fundFeePpm'),
  });
}

function checked(state: CpmmState): CpmmState {
  ensure(state.reserveA > 0n && state.reserveB > 0n, 'reserves must be greater than 0');
  ensure(state.tradeFeePpm < PPM, 'tradeFeePpm must be below 1000000');
  ensure(state.protocolFeePpm + state.fundFeePpm <= PPM, 'protocolFeePpm and fundFeePpm exceed the whole fee');
  return state;
}
