import { Injectable, Logger } from '@nestjs/common';
import { Chain, ChainCallError } from '../chain/chain.js';
import type { PreparedTransaction, TransactionOutcome } from '../chain/chain.js';
import { Clock } from '../common/clock.js';
import { CrashPoints } from '../common/crash-points.js';
import { legsOf } from '../dex-router/quote.view.js';
import type { RouteView } from '../dex-router/quote.view.js';
import type { Order } from '../orders/order.js';

/** How a transaction ended, or that the caller asked to stop before it did. */
export type Settled =
  Extract<TransactionOutcome, { state: 'landed' | 'failed' | 'expired' }> | { readonly state: 'stopped' };

const SHORTEST_RESEND_MS = 500;

/** The chain's name for the one transaction that may land for this intent of an order. */
export function clientRefOf(order: Pick<Order, 'id' | 'intent'>): string {
  return `${order.id}:${order.intent}`;
}

/** Brings a stored transaction to its end: sends it, and again unchanged, until the chain tells its outcome. */
@Injectable()
export class Settlement {
  private readonly log = new Logger(Settlement.name);

  constructor(
    private readonly chain: Chain,
    private readonly clock: Clock,
    private readonly crashes: CrashPoints,
  ) {}

  /** @param fresh the write-ahead was stored by this very run: nobody can have sent it, so no look-up comes first. */
  async settle(order: Order, fresh: boolean, signal: AbortSignal): Promise<Settled> {
    const transaction = transactionOf(order);
    let outcome = fresh ? undefined : await this.ask(order, () => this.chain.outcome(transaction.clientRef));
    for (;;) {
      const end = outcome && endOf(outcome, transaction);
      if (end) {
        this.crashes.reach('outcome.known', order.clientOrderId);
        return end;
      }
      if (signal.aborted) return { state: 'stopped' };
      if (outcome?.state !== 'waiting') {
        await this.ask(order, () => this.chain.submit(transaction));
        this.crashes.reach('chain.took', order.clientOrderId);
      }
      const patience = Math.max(2 * this.chain.head().slotMs, SHORTEST_RESEND_MS);
      const started = this.clock.monotonic();
      outcome = await this.ask(order, () => this.chain.awaitOutcome(transaction.clientRef, patience, signal));
      // A call that fails at once must not become a busy loop.
      if (!outcome) await this.clock.sleep(patience - (this.clock.monotonic() - started), signal);
    }
  }

  /** "I don't know" is not "failed": a call without an answer leaves the outcome open. */
  private async ask<T>(order: Order, call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ChainCallError)) throw error;
      this.log.warn(`order ${order.id}: chain call gave no answer (${error.message}); asking again`);
      return undefined;
    }
  }
}

/** The end of the transaction that an outcome proves, if it proves one. */
function endOf(outcome: TransactionOutcome, { lastValidSlot }: PreparedTransaction): Settled | undefined {
  switch (outcome.state) {
    case 'landed':
    case 'failed':
    case 'expired':
      return outcome;
    case 'unknown':
      // The chain includes it in `lastValidSlot` at the latest, and a later slot's ledger does not have it.
      return outcome.asOfSlot > lastValidSlot ? { state: 'expired', slot: outcome.asOfSlot } : undefined;
    case 'waiting':
      return undefined;
  }
}

/** The very transaction that the `submitted` event recorded. */
function transactionOf(order: Order): PreparedTransaction {
  const { signature, lastValidSlot, minAmountOut, route } = order;
  if (signature === null || lastValidSlot === null || minAmountOut === null || !route) {
    throw new Error(`order ${order.id} is ${order.status} without a stored transaction`);
  }
  return {
    clientRef: clientRefOf(order),
    owner: order.owner,
    fromToken: order.fromToken,
    toToken: order.toToken,
    amountIn: order.amountIn,
    minAmountOut,
    legs: legsOf(route as RouteView),
    signature,
    preparedSlot: (route as RouteView).asOfSlot,
    lastValidSlot,
  };
}
