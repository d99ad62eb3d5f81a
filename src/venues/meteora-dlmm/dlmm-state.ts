import {
  arrayField,
  asObject,
  booleanField,
  ensure,
  integerField,
  objectField,
  unsignedField,
  type JsonObject,
} from '../json.js';
import { MAX_BIN_ID, priceOfBin } from './dlmm-price.js';

/** Which token a fee is taken in: the one sold, or always Y (on the output when X is sold). */
export type DlmmFeeMode = 'input' | 'only-y';

/** Liquidity at one price; amounts are base units. */
export interface DlmmBin {
  readonly id: number;
  /** Of the liquidity providers. */
  readonly x: bigint;
  readonly y: bigint;
  /** Limit orders that no swap has reached yet. */
  readonly openOrders: bigint;
  /** What is left of the limit orders that swaps have begun to fill. */
  readonly processedOrders: bigint;
  /** The side of both: true, they sell X; false, they sell Y. */
  readonly askSide: boolean;
  /** Q64.64, Y per X: known from `id`, kept so that no quote computes it. */
  readonly price: bigint;
}

/** What the volatility fee remembers. */
export interface DlmmVolatility {
  readonly accumulator: number;
  readonly reference: number;
  readonly indexReference: number;
  /** Seconds since the epoch. */
  readonly lastUpdate: number;
}

/** How the fee follows volatility; periods are whole seconds. */
export interface DlmmFees {
  readonly mode: DlmmFeeMode;
  /** Over 1e9. */
  readonly base: bigint;
  readonly variableControl: bigint;
  readonly maxAccumulator: number;
  readonly filterPeriod: number;
  readonly decayPeriod: number;
  /** Basis points of the accumulator that survive a decay. */
  readonly reductionFactor: number;
}

/** A pair whose liquidity lies in bins of one price each. A is the pair's X, B its Y. */
export interface DlmmState {
  readonly enabled: boolean;
  /** Whether swaps fill the bins' limit orders. */
  readonly limitOrders: boolean;
  /** Basis points between two bins. */
  readonly binStep: number;
  readonly activeId: number;
  readonly fees: DlmmFees;
  readonly volatility: DlmmVolatility;
  /** Everything the vaults hold, uncollected fees and orders included; less than the bins claim on some pairs. */
  readonly vaultX: bigint;
  readonly vaultY: bigint;
  /** Ascending by id; ids without liquidity may be missing. */
  readonly bins: readonly DlmmBin[];
}

export function dlmmToJson(state: DlmmState): unknown {
  const { fees, volatility } = state;
  return {
    enabled: state.enabled,
    limitOrders: state.limitOrders,
    binStep: state.binStep,
    activeId: state.activeId,
    fees: {
      mode: fees.mode,
      base: fees.base.toString(),
      variableControl: fees.variableControl.toString(),
      maxAccumulator: fees.maxAccumulator,
      filterPeriod: fees.filterPeriod,
      decayPeriod: fees.decayPeriod,
      reductionFactor: fees.reductionFactor,
    },
    volatility: {
      accumulator: volatility.accumulator,
      reference: volatility.reference,
      indexReference: volatility.indexReference,
      lastUpdate: volatility.lastUpdate,
    },
    vaultX: state.vaultX.toString(),
    vaultY: state.vaultY.toString(),
    bins: state.bins.map((bin) => ({
      id: bin.id,
      x: bin.x.toString(),
      y: bin.y.toString(),
      openOrders: bin.openOrders.toString(),
      processedOrders: bin.processedOrders.toString(),
      askSide: bin.askSide,
    })),
  };
}

/** @throws Error on JSON that is no pool state. */
export function dlmmFromJson(json: unknown): DlmmState {
  const object = asObject(json, 'a meteora-dlmm state');
  const volatility = objectField(object, 'volatility');
  const binStep = integerField(object, 'binStep');
  return checkedDlmm({
    enabled: booleanField(object, 'enabled'),
    limitOrders: booleanField(object, 'limitOrders'),
    binStep,
    activeId: integerField(object, 'activeId'),
    fees: feesFromJson(objectField(object, 'fees')),
    volatility: {
      accumulator: integerField(volatility, 'accumulator'),
      reference: integerField(volatility, 'reference'),
      indexReference: integerField(volatility, 'indexReference'),
      lastUpdate: integerField(volatility, 'lastUpdate'),
    },
    vaultX: unsignedField(object, 'vaultX'),
    vaultY: unsignedField(object, 'vaultY'),
    bins: arrayField(object, 'bins').map((entry) => binFromJson(asObject(entry, 'a bin'), binStep)),
  });
}

function feesFromJson(object: JsonObject): DlmmFees {
  const { mode } = object;
  ensure(mode === 'input' || mode === 'only-y', 'mode must be "input" or "only-y"');
  return {
    mode,
    base: unsignedField(object, 'base'),
    variableControl: unsignedField(object, 'variableControl'),
    maxAccumulator: integerField(object, 'maxAccumulator'),
    filterPeriod: integerField(object, 'filterPeriod'),
    decayPeriod: integerField(object, 'decayPeriod'),
    reductionFactor: integerField(object, 'reductionFactor'),
  };
}

function binFromJson(bin: JsonObject, binStep: number): DlmmBin {
  const id = integerField(bin, 'id');
  return {
    id,
    x: unsignedField(bin, 'x'),
    y: unsignedField(bin, 'y'),
    openOrders: unsignedField(bin, 'openOrders'),
    processedOrders: unsignedField(bin, 'processedOrders'),
    askSide: booleanField(bin, 'askSide'),
    price: priceOfBin(id, binStep),
  };
}

/** @throws Error unless the state is one that a pair can be in. */
export function checkedDlmm(state: DlmmState): DlmmState {
  const { bins, volatility } = state;
  ensure(state.binStep > 0, 'binStep must be greater than 0');
  ensure(Math.abs(state.activeId) <= MAX_BIN_ID, 'activeId has more than 19 bits');
  ensure(priceOfBin(state.activeId, state.binStep) > 0n, 'activeId lies outside of what prices can tell');
  ensure(volatility.accumulator >= 0 && volatility.reference >= 0, 'volatility must not be negative');
  bins.forEach(({ id, price }, position) => {
    ensure(Math.abs(id) <= MAX_BIN_ID && price > 0n, `bin ${id} lies outside of what prices can tell`);
    ensure(position === 0 || (bins[position - 1]?.id ?? 0) < id, 'bins must ascend');
  });
  return state;
}
