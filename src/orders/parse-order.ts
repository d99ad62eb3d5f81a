import { AmountError, parseAmount } from '../common/amount.js';
import { DomainError } from '../common/domain-error.js';
import type { FieldError } from '../common/domain-error.js';
import { isLongNumber } from '../common/json.js';
import { TOKENS, findToken } from '../tokens/tokens.js';
import type { Token } from '../tokens/tokens.js';
import {
  DEFAULT_SLIPPAGE_BPS,
  MAX_CLIENT_ORDER_ID,
  MAX_SLIPPAGE_BPS,
  ORDER_FIELDS,
  ORDER_TYPES,
} from './place-order.dto.js';
import type { OrderType } from './place-order.dto.js';

/** An order as it was meant: every alias resolved, every default filled in. */
export interface ParsedOrder {
  readonly fromToken: string;
  readonly toToken: string;
  /** Base units of `fromToken`. */
  readonly amountIn: bigint;
  readonly type: OrderType;
  readonly slippageBps: number;
  readonly clientOrderId: string | null;
}

const SYMBOLS = TOKENS.map((token) => token.symbol).join(', ');

/**
 * Checks an order from any door; finds every fault before it complains.
 * @throws DomainError UNKNOWN_TOKEN when all that is wrong is a token we do not know, else VALIDATION_FAILED.
 */
export function parseOrder(
  input: unknown,
  { idempotencyKey, fromQuery = false }: { readonly idempotencyKey?: string; readonly fromQuery?: boolean } = {},
): ParsedOrder {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new DomainError('VALIDATION_FAILED', 'an order must be a JSON object', {
      errors: [
        { field: '', message: 'must be a JSON object such as {"fromToken":"SOL","toToken":"USDC","amount":"1"}' },
      ],
    });
  }
  const parse = new OrderParse(input as Record<string, unknown>, fromQuery);
  return parse.result(idempotencyKey);
}

class OrderParse {
  private readonly faults: FieldError[] = [];
  private unknownTokens = 0;

  constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly fromQuery: boolean,
  ) {}

  result(idempotencyKey: string | undefined): ParsedOrder {
    this.unknownFields();
    const pair = this.pair();
    const fromToken = this.token('fromToken', pair?.[0]);
    const toToken = this.token('toToken', pair?.[1]);
    if (fromToken && fromToken === toToken) this.fault('toToken', `must differ from fromToken (${toToken.symbol})`);
    const amountIn = this.amount(fromToken);
    const type = this.orderType();
    const slippageBps = this.slippage();
    const clientOrderId = this.clientOrderId(idempotencyKey);
    if (this.faults.length > 0 || !fromToken || !toToken || amountIn === undefined) this.refuse();
    return { fromToken: fromToken.symbol, toToken: toToken.symbol, amountIn, type, slippageBps, clientOrderId };
  }

  private refuse(): never {
    const onlyTokens = this.unknownTokens > 0 && this.unknownTokens === this.faults.length;
    throw new DomainError(
      onlyTokens ? 'UNKNOWN_TOKEN' : 'VALIDATION_FAILED',
      this.faults.map(({ field, message }) => `${field} ${message}`).join('; '),
      { errors: this.faults },
    );
  }

  private fault(field: string, message: string): void {
    this.faults.push({ field, message });
  }

  /** An own property only: `constructor` and `__proto__` of the object itself mean nothing. */
  private value(field: string): unknown {
    return Object.hasOwn(this.fields, field) ? this.fields[field] : undefined;
  }

  private unknownFields(): void {
    const known: readonly string[] = ORDER_FIELDS;
    for (const field of Object.keys(this.fields)) {
      if (known.includes(field)) continue;
      this.fault(printable(field), `is no field of an order; those are ${ORDER_FIELDS.join(', ')}`);
    }
  }

  private pair(): readonly [string, string] | undefined {
    const symbol = this.value('symbol');
    if (symbol === undefined) return undefined;
    const parts = typeof symbol === 'string' ? /^([^\s/-]+)[/-]([^\s/-]+)$/.exec(symbol) : null;
    if (!parts) {
      this.fault('symbol', 'must be a pair such as SOL/USDC or SOL-USDC');
      return undefined;
    }
    return [parts[1] ?? '', parts[2] ?? ''];
  }

  private token(field: 'fromToken' | 'toToken', fromPair: string | undefined): Token | undefined {
    const own = this.value(field);
    if (own !== undefined && fromPair !== undefined && own !== fromPair) {
      this.fault(field, `and symbol name different tokens (symbol says ${printable(fromPair)}); give one of them`);
      return undefined;
    }
    const symbol = own ?? fromPair;
    if (symbol === undefined && own !== null) {
      if (this.value('symbol') === undefined) this.fault(field, `is missing; it takes a token symbol (${SYMBOLS})`);
      return undefined;
    }
    if (typeof symbol !== 'string') {
      this.fault(field, `must be a string, one of ${SYMBOLS}`);
      return undefined;
    }
    const token = findToken(symbol);
    if (!token) {
      this.unknownTokens++;
      const near = TOKENS.find((known) => known.symbol.toLowerCase() === symbol.toLowerCase());
      this.fault(
        field,
        `${printable(symbol)} is unknown; ${near ? `did you mean ${near.symbol}?` : `we trade ${SYMBOLS}`}`,
      );
    }
    return token;
  }

  private amount(token: Token | undefined): bigint | undefined {
    const amount = this.value('amount');
    try {
      return parseAmount(decimalText(amount), token?.decimals ?? 18);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      this.fault('amount', error.message);
      return undefined;
    }
  }

  private orderType(): OrderType {
    const orderType = this.value('orderType');
    const alias = this.value('type');
    if (orderType !== undefined && alias !== undefined && orderType !== alias) {
      this.fault('type', 'and orderType are two spellings of one field and differ; give one of them');
    }
    const field = orderType === undefined && alias !== undefined ? 'type' : 'orderType';
    const type = orderType ?? alias;
    if (type === undefined && orderType !== null) return 'market';
    if (!(ORDER_TYPES as readonly unknown[]).includes(type)) {
      this.fault(
        field,
        `${printable(JSON.stringify(type) ?? '')} is no order type we know; known: ${ORDER_TYPES.join(', ')}`,
      );
    }
    return type as OrderType;
  }

  private slippage(): number {
    let bps = this.value('slippageBps');
    if (bps === undefined) return DEFAULT_SLIPPAGE_BPS;
    if (this.fromQuery && typeof bps === 'string' && /^\d{1,5}$/.test(bps)) bps = Number(bps);
    if (!Number.isInteger(bps) || (bps as number) < 0 || (bps as number) > MAX_SLIPPAGE_BPS) {
      this.fault('slippageBps', `must be a whole number from 0 to ${MAX_SLIPPAGE_BPS} (hundredths of a per cent)`);
    }
    return bps as number;
  }

  private clientOrderId(key: string | undefined): string | null {
    const own = this.value('clientOrderId');
    for (const [field, value] of [
      ['clientOrderId', own],
      ['Idempotency-Key', key],
    ] as const) {
      if (value === undefined || isClientOrderId(value)) continue;
      this.fault(field, `must be 1 to ${MAX_CLIENT_ORDER_ID} characters of text without control characters`);
      return null;
    }
    if (own !== undefined && key !== undefined && own !== key) {
      this.fault('clientOrderId', 'and the Idempotency-Key header differ; give one of them');
    }
    return ((own ?? key) as string | undefined) ?? null;
  }
}

function isClientOrderId(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= MAX_CLIENT_ORDER_ID &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value)
  );
}

/** The plain decimal text of an amount as it came. */
function decimalText(amount: unknown): string {
  if (amount === undefined) throw new AmountError('is missing; it takes a decimal string such as "1.5"');
  if (isLongNumber(amount)) throw new AmountError('has more than 15 significant digits; send it as a string');
  if (typeof amount === 'string') return amount;
  if (typeof amount !== 'number' || !Number.isFinite(amount)) {
    throw new AmountError('must be a decimal string such as "1.5", or a finite number');
  }
  if (amount <= 0) throw new AmountError('must be greater than 0');
  const [mantissa = '', exponent = '0'] = String(amount).split('e');
  if (mantissa.replace(/[.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length > 15) {
    throw new AmountError('has more than 15 significant digits; send it as a string');
  }
  return shift(mantissa, Number(exponent));
}

/** `1.5`, −3 → `0.0015`. */
function shift(mantissa: string, exponent: number): string {
  const [whole = '', fraction = ''] = mantissa.split('.');
  if (exponent >= 0) {
    const padded = fraction.padEnd(exponent, '0');
    const rest = padded.slice(exponent);
    return whole + padded.slice(0, exponent) + (rest ? `.${rest}` : '');
  }
  const padded = whole.padStart(1 - exponent, '0');
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}${fraction}`;
}

/** Client text made safe and short for an error message. */
function printable(text: string): string {
  const clean = text.toWellFormed().replace(/\p{Cc}/gu, '�');
  return clean.length > 40 ? `${clean.slice(0, 40)}…` : clean;
}
