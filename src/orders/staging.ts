import type { Order } from './order.js';
import type { OrderEvent } from './order-event.js';

/** A staged order, new or found again by its client order id. */
export interface StagedOrder {
  readonly order: Order;
  /** False when the same client order id and the same order came before. */
  readonly created: boolean;
  /** The `staged` event, when it was created now. */
  readonly event?: OrderEvent;
}

/** Takes orders in. Nothing is queued here. */
export abstract class OrderStaging {
  /**
   * Validates and stores an order.
   * @param input the client's fields, unvalidated: the JSON body, the socket's `data`, or the query of an upgrade
   *   (where every value is a string, so `slippageBps` may be one).
   * @param idempotencyKey the `Idempotency-Key` header, which works as `clientOrderId` does.
   * @throws DomainError VALIDATION_FAILED with every fault at once, UNKNOWN_TOKEN, IDEMPOTENCY_CONFLICT, UNAVAILABLE.
   */
  abstract stage(
    owner: string,
    input: unknown,
    options?: { readonly idempotencyKey?: string; readonly fromQuery?: boolean },
  ): Promise<StagedOrder>;
}
