import { DomainError } from '../common/domain-error.js';
import { parseJson } from '../common/json.js';
import { parseOrder } from './parse-order.js';

const good = { fromToken: 'SOL', toToken: 'USDC', amount: '1.5' };

function faultsOf(input: unknown, options?: Parameters<typeof parseOrder>[1]) {
  try {
    parseOrder(input, options);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, fields: (error.details.errors ?? []).map((e) => e.field), detail: error.message };
  }
  throw new Error('it was accepted');
}

describe('parseOrder', () => {
  it('takes the least order and fills in the defaults', () => {
    expect(parseOrder(good)).toEqual({
      fromToken: 'SOL',
      toToken: 'USDC',
      amountIn: 1_500_000_000n,
      type: 'market',
      slippageBps: 50,
      clientOrderId: null,
      quote: null,
    });
  });

  it.each([
    ['1', 1_000_000_000n],
    ['0.000000001', 1n],
    [1, 1_000_000_000n],
    [0.1, 100_000_000n],
    [1e-9, 1n],
    [1.5e1, 15_000_000_000n],
    ['18446744073.709551615', (1n << 64n) - 1n],
    ['007.50', 7_500_000_000n],
  ])('reads amount %j', (amount, units) => {
    expect(parseOrder({ ...good, amount }).amountIn).toBe(units);
  });

  it.each([
    ['', 'plain decimal'],
    ['abc', 'plain decimal'],
    ['1e3', 'plain decimal'],
    ['-1', 'plain decimal'],
    ['+1', 'plain decimal'],
    ['.5', 'plain decimal'],
    ['1.', 'plain decimal'],
    [' 1', 'plain decimal'],
    ['1,5', 'plain decimal'],
    ['٣', 'plain decimal'],
    ['NaN', 'plain decimal'],
    ['0x10', 'plain decimal'],
    ['1\u0000', 'plain decimal'],
    ['0', 'greater than 0'],
    ['0.000', 'greater than 0'],
    [0, 'greater than 0'],
    [-0, 'greater than 0'],
    [-5, 'greater than 0'],
    ['1.0000000001', '10 decimals'],
    ['0.0000000001', 'below one base unit'],
    [`0.${'0'.repeat(39)}1`, 'below one base unit'],
    [1e-10, 'below one base unit'],
    ['18446744073.709551616', 'too large'],
    [1e300, 'too large'],
    ['9'.repeat(10_000), 'too many digits'],
    [Infinity, 'finite'],
    [NaN, 'finite'],
    [0.1 + 0.2, 'send it as a string'],
    [null, 'decimal string'],
    [undefined, 'is missing'],
    [true, 'decimal string'],
    [[7], 'decimal string'],
    [{}, 'decimal string'],
  ])('refuses amount %j', (amount, why) => {
    const { code, fields, detail } = faultsOf({ ...good, amount });
    expect({ code, fields }).toEqual({ code: 'VALIDATION_FAILED', fields: ['amount'] });
    expect(detail).toContain(why);
  });

  it.each(['1e400', '0.10000000000000001', '1234567890.12345678', '12345678901234567890'])(
    'does not round the JSON number %s in silence',
    (number) => {
      expect(faultsOf(parseJson(`{"fromToken":"SOL","toToken":"USDC","amount":${number}}`)).fields).toEqual(['amount']);
    },
  );

  it('takes the aliases', () => {
    expect(parseOrder({ symbol: 'SOL/USDC', type: 'market', amount: '1' })).toEqual(
      parseOrder({ ...good, amount: '1' }),
    );
    expect(parseOrder({ symbol: 'SOL-USDC', fromToken: 'SOL', amount: '1' })).toEqual(
      parseOrder({ ...good, amount: '1' }),
    );
  });

  it.each([
    [{ ...good, symbol: 'USDC/SOL' }, ['fromToken', 'toToken']],
    [{ ...good, orderType: 'market', type: 'limit' }, ['type']],
    [{ amount: '1', symbol: 'SOLUSDC' }, ['symbol']],
    [{ amount: '1', symbol: 7 }, ['symbol']],
    [{ ...good, orderType: 'stop' }, ['orderType']],
    [{ ...good, type: null }, ['type']],
    [{ ...good, toToken: 'SOL' }, ['toToken']],
    [{ ...good, fromToken: 1 }, ['fromToken']],
    [{ ...good, fromToken: null }, ['fromToken']],
    [{ ...good, slippageBps: -1 }, ['slippageBps']],
    [{ ...good, slippageBps: 5001 }, ['slippageBps']],
    [{ ...good, slippageBps: 1.5 }, ['slippageBps']],
    [{ ...good, slippageBps: '50' }, ['slippageBps']],
    [{ ...good, clientOrderId: '' }, ['clientOrderId']],
    [{ ...good, clientOrderId: 'x'.repeat(65) }, ['clientOrderId']],
    [{ ...good, clientOrderId: 'a\u0000b' }, ['clientOrderId']],
    [{ ...good, clientOrderId: '\ud800' }, ['clientOrderId']],
    [{ ...good, clientOrderId: 7 }, ['clientOrderId']],
    [{ ...good, colour: 'red' }, ['colour']],
    [{}, ['fromToken', 'toToken', 'amount']],
  ])('refuses %j, naming the field', (input, fields) => {
    const fault = faultsOf(input);
    expect(fault.code).toBe('VALIDATION_FAILED');
    expect(fault.fields).toEqual(fields);
  });

  it('names every fault at once', () => {
    const input = {
      fromToken: 'DOGE',
      toToken: 7,
      amount: '-1',
      slippageBps: 9999,
      clientOrderId: '',
      orderType: 'x',
      y: 1,
    };
    expect(faultsOf(input).fields.sort()).toEqual(
      ['amount', 'clientOrderId', 'fromToken', 'orderType', 'slippageBps', 'toToken', 'y'].sort(),
    );
  });

  it.each(['DOGE', 'sol', 'constructor', '__proto__', 'toString', '\u0000', '\ud800', ''])(
    'does not know token %j',
    (token) => {
      expect(faultsOf({ ...good, fromToken: token }).code).toBe('UNKNOWN_TOKEN');
    },
  );

  it('treats keys of Object.prototype as the unknown fields they are', () => {
    const input = JSON.parse(
      '{"fromToken":"SOL","toToken":"USDC","amount":"1","__proto__":{"amount":"9"},"constructor":1}',
    );
    expect(faultsOf(input).fields).toEqual(['__proto__', 'constructor']);
  });

  it.each([null, [], 'x', 7, undefined])('refuses %j as an order', (input) => {
    expect(faultsOf(input)).toMatchObject({ code: 'VALIDATION_FAILED', fields: [''] });
  });

  it('takes the Idempotency-Key as a client order id, unless they differ', () => {
    expect(parseOrder(good, { idempotencyKey: 'k' }).clientOrderId).toBe('k');
    expect(parseOrder({ ...good, clientOrderId: 'k' }, { idempotencyKey: 'k' }).clientOrderId).toBe('k');
    expect(faultsOf({ ...good, clientOrderId: 'a' }, { idempotencyKey: 'b' }).fields).toEqual(['clientOrderId']);
    expect(faultsOf(good, { idempotencyKey: '' }).fields).toEqual(['Idempotency-Key']);
  });

  it('reads numbers from the text of a query', () => {
    expect(parseOrder({ ...good, slippageBps: '25' }, { fromQuery: true }).slippageBps).toBe(25);
    expect(faultsOf({ ...good, slippageBps: '2.5' }, { fromQuery: true }).fields).toEqual(['slippageBps']);
  });
});
