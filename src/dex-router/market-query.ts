import { AmountError, parseAmount } from '../common/amount.js';
import { faultyFields } from '../common/domain-error.js';
import type { FieldError } from '../common/domain-error.js';
import { SYMBOLS, unknownToken } from '../tokens/token-words.js';
import { findToken } from '../tokens/tokens.js';

/** Checks `?fromToken=&toToken=&amount=`. @throws DomainError UNKNOWN_TOKEN or VALIDATION_FAILED with every fault. */
export function parseQuoteQuery(query: Readonly<Record<string, unknown>>) {
  const errors: FieldError[] = [];
  let unknown = 0;
  const token = (field: string) => {
    const symbol = query[field];
    if (typeof symbol !== 'string') {
      errors.push({ field, message: `${lacking(symbol)}; it takes a token symbol (${SYMBOLS})` });
      return undefined;
    }
    const found = findToken(symbol);
    if (!found && ++unknown) errors.push({ field, message: unknownToken(symbol) });
    return found;
  };
  for (const field of Object.keys(query)) {
    if (['fromToken', 'toToken', 'amount'].includes(field)) continue;
    errors.push({
      field: field.slice(0, 40),
      message: 'is no parameter of a quote; those are fromToken, toToken, amount',
    });
  }
  const from = token('fromToken');
  const to = token('toToken');
  if (from && from === to) errors.push({ field: 'toToken', message: `must differ from fromToken (${to.symbol})` });
  let amountIn = 0n;
  try {
    const { amount } = query;
    if (typeof amount !== 'string') throw new AmountError(`${lacking(amount)}; it takes a decimal such as 1.5`);
    amountIn = parseAmount(amount, from?.decimals ?? 18);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    errors.push({ field: 'amount', message: error.message });
  }
  if (errors.length > 0 || !from || !to) {
    const code = unknown > 0 && unknown === errors.length ? 'UNKNOWN_TOKEN' : 'VALIDATION_FAILED';
    throw faultyFields(errors, code);
  }
  return { fromToken: from.symbol, toToken: to.symbol, amountIn };
}

/** What is said of a parameter that is no text. */
export function lacking(value: unknown): string {
  return value === undefined ? 'is missing' : 'is given twice';
}
