import { AmountError, parseAmount } from '../common/amount.js';
import { DomainError, faultyFields } from '../common/domain-error.js';
import type { ErrorCode, FieldError } from '../common/domain-error.js';
import { printable } from '../common/printable.js';
import type { ExecutableQuote } from '../quotes/executable-quote.js';
import { SYMBOLS, unknownToken } from '../tokens/token-words.js';
import { findToken } from '../tokens/tokens.js';
import type { Token } from '../tokens/tokens.js';
import { decimalText } from './order-text.js';
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
  /** The quote to execute as it was shown. */
  readonly quote: ExecutableQuote | null;
}

/** Where an order came from, and who can read the quotes that it names. */
export interface ParseOptions {
  readonly idempotencyKey?: string;
  /** From a URL, where every value is text. */
  readonly fromQuery?: boolean;
  /** The quote of a `quoteId`; undefined when it is not this owner's. */
  readonly readQuote?: (quoteId: string) => ExecutableQuote | undefined;
}

/**
 * Checks an order from any door; finds every fault before it complains.
 * @throws DomainError UNKNOWN_TOKEN or QUOTE_INVALID when that is all that is wrong, else VALIDATION_FAILED.
 */
export function parseOrder(input: unknown, options: ParseOptions = {}): ParsedOrder {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new DomainError('VALIDATION_FAILED', 'an order must be a JSON object', {
      errors: [
        { field: '', message: 'must be a JSON object such as {"fromToken":"SOL","toToken":"USDC","amount":"1"}' },
      ],
    });
  }
  return new OrderParse(input as Record<string, unknown>, options).result();
}

class OrderParse {
  private readonly faults: FieldError[] = [];
  /** Faults that have a code of their own. */
  private readonly special = new Map<FieldError, ErrorCode>();

  constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly options: ParseOptions,
  ) {}

  result(): ParsedOrder {
    this.unknownFields();
    const quote = this.quote();
    const pair = this.pair();
    const fromToken = this.token('fromToken', pair?.[0], quote);
    const toToken = this.token('toToken', pair?.[1], quote);
    if (fromToken && fromToken === toToken) this.fault('toToken', `must differ from fromToken (${toToken.symbol})`);
    const amountIn = this.amount(fromToken, quote);
    const type = this.orderType();
    const slippageBps = this.slippage();
    const clientOrderId = this.clientOrderId(this.options.idempotencyKey);
    if (this.faults.length > 0 || !fromToken || !toToken || amountIn === undefined) this.refuse();
    return { fromToken: fromToken.symbol, toToken: toToken.symbol, amountIn, type, slippageBps, clientOrderId, quote };
  }

  private refuse(): never {
    const special = this.faults.length > 0 && this.faults.every((fault) => this.special.has(fault));
    const code = this.special.get(this.faults[0] as FieldError);
    throw faultyFields(this.faults, special ? code : undefined);
  }

  /** @param code what it is when nothing else is wrong. */
  private fault(field: string, message: string, code?: ErrorCode): void {
    const fault = { field, message };
    this.faults.push(fault);
    if (code) this.special.set(fault, code);
  }

  private quote(): ExecutableQuote | null {
    const quoteId = this.value('quoteId');
    if (quoteId === undefined) return null;
    const quote = typeof quoteId === 'string' ? this.options.readQuote?.(quoteId) : undefined;
    if (!quote) this.fault('quoteId', 'is not one that we gave to you; take it from GET /api/quotes', 'QUOTE_INVALID');
    return quote ?? null;
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

  private token(
    field: 'fromToken' | 'toToken',
    fromPair: string | undefined,
    quote: ExecutableQuote | null,
  ): Token | undefined {
    const own = this.value(field);
    if (own !== undefined && fromPair !== undefined && own !== fromPair) {
      this.fault(field, `and symbol name different tokens (symbol says ${printable(fromPair)}); give one of them`);
      return undefined;
    }
    const symbol = own === undefined ? (fromPair ?? quote?.[field]) : own;
    if (symbol === undefined) {
      const toldElsewhere = this.value('symbol') !== undefined || this.value('quoteId') !== undefined;
      if (!toldElsewhere) this.fault(field, `is missing; it takes a token symbol (${SYMBOLS})`);
      return undefined;
    }
    if (typeof symbol !== 'string') {
      this.fault(field, `must be a string, one of ${SYMBOLS}`);
      return undefined;
    }
    const token = findToken(symbol);
    if (!token) this.fault(field, unknownToken(symbol), 'UNKNOWN_TOKEN');
    else if (quote && quote[field] !== symbol) {
      this.fault(field, `is ${symbol}, but the quote is for ${quote[field]}; leave it out or ask for a new quote`);
    }
    return token;
  }

  private amount(token: Token | undefined, quote: ExecutableQuote | null): bigint | undefined {
    const amount = this.value('amount');
    if (amount === undefined && this.value('quoteId') !== undefined) return quote?.amountIn;
    try {
      const units = parseAmount(decimalText(amount), token?.decimals ?? 18);
      if (quote && quote.amountIn !== units)
        this.fault('amount', "differs from the quote's; leave it out or ask for a new quote");
      return units;
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
        `${printable(JSON.stringify(type) ?? 'null')} is no order type we know; known: ${ORDER_TYPES.join(', ')}`,
      );
    }
    return type as OrderType;
  }

  private slippage(): number {
    let bps = this.value('slippageBps');
    if (bps === undefined) return DEFAULT_SLIPPAGE_BPS;
    if (this.options.fromQuery && typeof bps === 'string' && /^\d{1,5}$/.test(bps)) bps = Number(bps);
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
