import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { formatAmount } from '../common/amount.js';
import { DomainError } from '../common/domain-error.js';
import { IdSource } from '../common/ids.js';
import { AppConfig } from '../config/app-config.js';
import { orUnavailable } from '../database/database.js';
import { tokenOf } from '../tokens/tokens.js';
import { OrderJournal } from './journal.js';
import { parseOrder } from './parse-order.js';
import type { ParsedOrder } from './parse-order.js';
import { OrderStaging } from './staging.js';
import type { StagedOrder } from './staging.js';

@Injectable()
export class OrderStagingService extends OrderStaging {
  constructor(
    private readonly journal: OrderJournal,
    private readonly ids: IdSource,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async stage(
    owner: string,
    input: unknown,
    options: { readonly idempotencyKey?: string; readonly fromQuery?: boolean } = {},
  ): Promise<StagedOrder> {
    const { type, fromToken, toToken, amountIn, slippageBps, clientOrderId } = parseOrder(input, options);
    const requestHash = hashOf({ type, fromToken, toToken, amountIn, slippageBps, clientOrderId });
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
        ttlMs: this.config.orders.pendingTtlMs,
        data: {
          orderType: type,
          fromToken,
          toToken,
          amount: formatAmount(amountIn, tokenOf(fromToken).decimals),
          slippageBps,
          ...(clientOrderId === null ? {} : { clientOrderId }),
        },
      }),
    );
    if (!staged.created && staged.order.requestHash !== requestHash) {
      throw new DomainError(
        'IDEMPOTENCY_CONFLICT',
        `clientOrderId ${clientOrderId} stands for order ${staged.order.id}, which differs from this one; use another id`,
        { extra: { orderId: staged.order.id } },
      );
    }
    return staged;
  }
}

/** What makes two requests the same order. */
function hashOf(order: ParsedOrder): string {
  const meaning = [order.type, order.fromToken, order.toToken, order.amountIn.toString(), order.slippageBps];
  return createHash('sha256').update(JSON.stringify(meaning)).digest('base64url');
}
