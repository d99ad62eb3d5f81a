import { describe, expect, it } from 'vitest';
import { DomainError } from '../common/domain-error.js';
import { parseQuoteQuery } from './market-query.js';

const PAIR = { fromToken: 'SOL', toToken: 'USDC' };

describe('a query for a quote', () => {
  it('is read as base units', () => {
    expect(parseQuoteQuery({ ...PAIR, amount: '1.5' })).toEqual({ ...PAIR, amountIn: 1_500_000_000n });
  });

  it.each<readonly [Record<string, unknown>, string, string]>([
    [{ ...PAIR }, 'VALIDATION_FAILED', 'amount is missing; it takes a decimal such as 1.5'],
    [{ ...PAIR, amount: ['1', '2'] }, 'VALIDATION_FAILED', 'amount is given twice; it takes a decimal such as 1.5'],
    [{ ...PAIR, fromToken: ['SOL', 'SOL'], amount: '1' }, 'VALIDATION_FAILED', 'fromToken is given twice; it takes '],
    [{ toToken: 'USDC', amount: '1' }, 'VALIDATION_FAILED', 'fromToken is missing; it takes a token symbol (SOL, '],
    [{ ...PAIR, fromToken: 'USDC', amount: '1' }, 'VALIDATION_FAILED', 'toToken must differ from fromToken (USDC)'],
    [{ ...PAIR, amount: '1', colour: 'red' }, 'VALIDATION_FAILED', 'colour is no parameter of a quote; those are '],
    [{ ...PAIR, toToken: 'usdc ', amount: '1' }, 'UNKNOWN_TOKEN', 'toToken usdc  is unknown; did you mean USDC?'],
    [{ ...PAIR, toToken: '', amount: '1' }, 'UNKNOWN_TOKEN', 'toToken an empty symbol is unknown; we trade SOL, '],
    [{ ...PAIR, toToken: '__proto__', amount: '1' }, 'UNKNOWN_TOKEN', 'toToken __proto__ is unknown; we trade SOL, '],
    [{ ...PAIR, toToken: 'X', amount: '0' }, 'VALIDATION_FAILED', 'toToken X is unknown; we trade SOL, '],
  ])('%j is %s', (query, code, words) => {
    let caught: unknown;
    try {
      parseQuoteQuery(query);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(DomainError);
    expect(caught).toMatchObject({ code, message: expect.stringContaining(words) });
  });
});
