import { Q64 } from '../fixed-point.js';
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
import type { Price } from '../venue.js';
import { binAtPrice, priceOfBin } from './dlmm-price.js';
import { checkedDlmm, type DlmmBin, type DlmmFeeMode, type DlmmState } from './dlmm-state.js';

/** What {@link dlmmPool} builds a pool from. */
export interface DlmmFigures {
  /** Base units of B per base unit of A; moved to the nearest bin. */
  readonly price: Price;
  /** Basis points between two bins. */
  readonly binStep: number;
  /** Bins with liquidity on either side of the active one. */
  readonly binsEachSide: number;
  /** What all bins together are worth at the price, base units of B; spread evenly over them. */
  readonly value: bigint;
  /** Base fee over 1e9. */
  readonly fee: bigint;
  readonly feeMode?: DlmmFeeMode;
  /** Strength of the volatility fee; 0 (default): none. */
  readonly volatilityControl?: bigint;
}

/** A fresh pool without limit orders. @throws Error on figures that no pool has. */
export function dlmmPool(figures: DlmmFigures): DlmmState {
  const { binStep, binsEachSide } = figures;
  const activeId = binAtPrice(figures.price, binStep);
  const share = figures.value / BigInt(2 * binsEachSide + 1);
  const bins = Array.from({ length: 2 * binsEachSide + 1 }, (_, position): DlmmBin => {
    const id = activeId - binsEachSide + position;
    const price = priceOfBin(id, binStep);
    const inX = id > activeId ? share : id === activeId ? share / 2n : 0n;
    const orders = { openOrders: 0n, processedOrders: 0n, askSide: id > activeId };
    return { id, x: (inX * Q64) / price, y: share - inX, ...orders, price };
  });
  return checkedDlmm({
    enabled: true,
    limitOrders: true,
    binStep,
    activeId,
    fees: {
      mode: figures.feeMode ?? 'input',
      base: figures.fee,
      variableControl: figures.volatilityControl ?? 0n,
      maxAccumulator: 350_000,
      filterPeriod: 30,
      decayPeriod: 600,
      reductionFactor: 5000,
    },
    volatility: { accumulator: 0, reference: 0, indexReference: activeId, lastUpdate: 0 },
    vaultX: bins.reduce((sum, bin) => sum + bin.x, 0n),
    vaultY: bins.reduce((sum, bin) => sum + bin.y, 0n),
    bins,
  });
}

/**
 * A pair of mainnet as JSON: parameters, volatility, bins with their order layers, vault balances.
 * @throws Error on JSON of another form.
 */
export function dlmmFromAccounts(json: unknown): DlmmState {
  const pair = asObject(json, 'the pool');
  const parameters = objectField(pair, 'parameters');
  const variable = objectField(pair, 'variable');
  const binStep = integerField(pair, 'binStep');
  const mode = integerField(parameters, 'collectFeeMode');
  ensure(mode === 0 || mode === 1, `collectFeeMode ${mode} is not supported`);
  return checkedDlmm({
    enabled: integerField(pair, 'status') === 0,
    limitOrders: booleanField(pair, 'supportsLimitOrders'),
    binStep,
    activeId: integerField(pair, 'activeId'),
    fees: {
      mode: mode === 0 ? 'input' : 'only-y',
      base: baseFee(parameters, binStep),
      variableControl: BigInt(integerField(parameters, 'variableFeeControl')),
      maxAccumulator: integerField(parameters, 'maxVolatilityAccumulator'),
      filterPeriod: integerField(parameters, 'filterPeriod'),
      decayPeriod: integerField(parameters, 'decayPeriod'),
      reductionFactor: integerField(parameters, 'reductionFactor'),
    },
    volatility: {
      accumulator: integerField(variable, 'volatilityAccumulator'),
      reference: integerField(variable, 'volatilityReference'),
      indexReference: integerField(variable, 'indexReference'),
      lastUpdate: integerField(variable, 'lastUpdateTimestamp'),
    },
    vaultX: unsignedField(pair, 'vaultX'),
    vaultY: unsignedField(pair, 'vaultY'),
    bins: arrayField(pair, 'bins')
      .map((entry) => binFromAccount(asObject(entry, 'a bin'), binStep))
      .sort((one, other) => one.id - other.id),
  });
}

function baseFee(parameters: JsonObject, binStep: number): bigint {
  const factor = BigInt(integerField(parameters, 'baseFactor'));
  return factor * BigInt(binStep) * 10n * 10n ** BigInt(integerField(parameters, 'baseFeePowerFactor'));
}

function binFromAccount(bin: JsonObject, binStep: number): DlmmBin {
  const id = integerField(bin, 'id');
  return {
    id,
    x: unsignedField(bin, 'x'),
    y: unsignedField(bin, 'y'),
    openOrders: unsignedField(bin, 'openOrder'),
    processedOrders: unsignedField(bin, 'processedOrderRemaining'),
    askSide: booleanField(bin, 'askSide'),
    price: priceOfBin(id, binStep),
  };
}
