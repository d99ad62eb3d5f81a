import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { formatAmount } from '../common/amount.js';
import { CrashPoints } from '../common/crash-points.js';
import { DomainError } from '../common/domain-error.js';
import { IdSource } from '../common/ids.js';
import { AppConfig } from '../config/app-config.js';
import { orUnavailable } from '../database/database.js';
import { quoteToJson } from '../quotes/executable-quote.js';
import type { ExecutableQuote } from '../quotes/executable-quote.js';
import { QuoteTokens } from '../quotes/quote-tokens.js';
import { tokenOf } from '../tokens/tokens.js';
import { OrderJournal } from './journal.js';
import { parseOrder } from './parse-order.js';
import type { ParsedOrder } from './parse-order.js';
import type { Order } from './order.js';
import { OrderStaging } from './staging.js';
import type { StagedOrder } from './staging.js';

@Injectable()
export class OrderStagingService extends OrderStaging {
  constructor(
    private readonly journal: OrderJournal,
    private readonly quotes: QuoteTokens,
    private readonly ids: IdSource,
    private readonly config: AppConfig,
    private readonly crashes: CrashPoints,
  ) {
    super();
  }

  async stage(
    owner: string,
    input: unknown,
    options: { readonly idempotencyKey?: string; readonly fromQuery?: boolean } = {},
  ): Promise<StagedOrder> {
    const readQuote = (quoteId: string): ExecutableQuote | undefined => {
      const quote = this.quotes.read(quoteId);
      return quote?.owner === owner ? quote : undefined;
    };
    const parsed = parseOrder(input, { ...options, readQuote });
    const { type, fromToken, toToken, amountIn, slippageBps, clientOrderId, quote } = parsed;
    const requestHash = hashOf(parsed);
    if (quote && this.quotes.hasExpired(quote)) return await this.sentBefore(owner, parsed, requestHash);
    this.crashes.reach('staging.arrived', clientOrderId);
    const staged = await orUnavailable(
      this.journal.stage({
        id: this.ids.next(),
        owner,
        clientOrderId,
        requestHash,
        type,
        fromToken,
        toToken,
        amountIn,
        slippageBps,
        quote: quote && quoteToJson(quote),
        ttlMs: this.config.orders.pendingTtlMs,
        data: {
          orderType: type,
          fromToken,
          toToken,
          amount: formatAmount(amountIn, tokenOf(fromToken).decimals),
          slippageBps,
          ...(clientOrderId === null ? {} : { clientOrderId }),
          ...(quote ? { quoteExpiresAt: new Date(quote.expiresAt).toISOString() } : {}),
        },
      }),
    );
    this.crashes.reach('staging.committed', clientOrderId);
    assertSame(staged.order, requestHash);
    return staged;
  }

  /** A quote is too late for a new order, but not for asking again after one that was placed in time. */
  private async sentBefore(owner: string, parsed: ParsedOrder, requestHash: string): Promise<StagedOrder> {
    const { clientOrderId } = parsed;
    const order =
      clientOrderId === null ? undefined : await orUnavailable(this.journal.byClientOrderId(owner, clientOrderId));
    if (!order) throw new DomainError('QUOTE_EXPIRED', 'the quote has expired; ask for a new one');
    assertSame(order, requestHash);
    return { order, created: false };
  }
}

function assertSame(order: Order, requestHash: string): void {
  if (order.requestHash === requestHash) return;
  throw new DomainError(
    'IDEMPOTENCY_CONFLICT',
    `clientOrderId ${order.clientOrderId} stands for order ${order.id}, which differs from this one; use another id`,
    { extra: { orderId: order.id } },
  );
}

/** What makes two requests the same order. */
function hashOf(order: ParsedOrder): string {
  const meaning = [order.type, order.fromToken, order.toToken, order.amountIn.toString(), order.slippageBps];
  const quoted = order.quote ? [...meaning, quoteToJson(order.quote)] : meaning;
  return createHash('sha256').update(JSON.stringify(quoted)).digest('base64url');
}
