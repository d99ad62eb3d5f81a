import type { LegFill, PreparedTransaction } from '../chain.js';

/** Amounts are decimal strings in JSON. */
type Written<T> = { readonly [K in keyof T]: T[K] extends bigint ? string : T[K] };

type LegJson = Written<PreparedTransaction['legs'][number]>;
export type TransactionJson = Omit<Written<PreparedTransaction>, 'legs'> & { readonly legs: readonly LegJson[] };
export type FillJson = Written<LegFill>;

export function transactionToJson(transaction: PreparedTransaction): TransactionJson {
  return {
    ...transaction,
    amountIn: transaction.amountIn.toString(),
    minAmountOut: transaction.minAmountOut.toString(),
    legs: transaction.legs.map((leg) => ({ ...leg, amountIn: leg.amountIn.toString() })),
  };
}

export function transactionFromJson(json: TransactionJson): PreparedTransaction {
  return {
    ...json,
    amountIn: BigInt(json.amountIn),
    minAmountOut: BigInt(json.minAmountOut),
    legs: json.legs.map((leg) => ({ ...leg, amountIn: BigInt(leg.amountIn) })),
  };
}

export function fillToJson(fill: LegFill): FillJson {
  return {
    ...fill,
    amountIn: fill.amountIn.toString(),
    amountOut: fill.amountOut.toString(),
    fee: fill.fee.toString(),
  };
}

export function fillFromJson(json: FillJson): LegFill {
  return { ...json, amountIn: BigInt(json.amountIn), amountOut: BigInt(json.amountOut), fee: BigInt(json.fee) };
}
