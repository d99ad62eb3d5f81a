import { Injectable, Logger } from '@nestjs/common';
import { Chain } from '../chain/chain.js';
import { Clock } from '../common/clock.js';
import { CrashPoints } from '../common/crash-points.js';
import { RandomSource } from '../common/random.js';
import { AppConfig } from '../config/app-config.js';
import { DexRouter } from '../dex-router/dex-router.js';
import { legsOf, toQuoteView, toRouteView, whole } from '../dex-router/quote.view.js';
import type { RouteView } from '../dex-router/quote.view.js';
import { OrderJournal, Superseded } from '../orders/journal.js';
import type { Order } from '../orders/order.js';
import { backoffMs } from './backoff.js';
import { confirmedEvent, deadIntent } from './settled-events.js';
import { Draft } from './draft.js';
import { ExecutionError } from './execution-error.js';
import { leastOfQuote, movedError, quotedBy } from './quoted-order.js';
import { executorOf } from './order-types/registry.js';
import { Settlement, clientRefOf } from './settlement.js';

/** How a run of an order ended. */
export type RunResult =
  | { readonly end: 'final'; readonly order: Order }
  | { readonly end: 'retry'; readonly delayMs: number; readonly reason: string }
  /** Somebody else runs it, or it needs no run. */
  | { readonly end: 'nothing'; readonly reason: string }
  /** At a safe point, because the caller asked; the job should be handed back. */
  | { readonly end: 'stopped' };

/** Claims in a row that got nowhere after which an order is given up: it may be what kills its workers. */
export const POISON_CLAIMS = 5;

/**
 * Takes an order from where its row says it is to its end, or to the next attempt. A stage that is stored is not
 * repeated within its attempt.
 */
@Injectable()
export class OrderPipeline {
  private readonly log = new Logger(OrderPipeline.name);

  constructor(
    private readonly journal: OrderJournal,
    private readonly router: DexRouter,
    private readonly chain: Chain,
    private readonly settlement: Settlement,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly random: RandomSource,
    private readonly crashes: CrashPoints,
  ) {}

  async run(orderId: string, signal: AbortSignal): Promise<RunResult> {
    const claim = await this.journal.claim(orderId);
    if (!claim) return { end: 'nothing', reason: 'the order is not open' };
    const { order, dueInMs } = claim;
    this.crashes.reach('claim.committed', order.clientOrderId);
    const poisoned = order.claimsWithoutProgress > POISON_CLAIMS;
    if (order.status === 'pending' && dueInMs > 0 && !poisoned) {
      return { end: 'retry', delayMs: dueInMs, reason: 'the next attempt is not due yet' };
    }
    try {
      return await this.advance(new Draft(order, this.journal, this.clock), signal, poisoned);
    } catch (error) {
      if (error instanceof Superseded) {
        this.log.warn(`fenced: ${error.message}`);
        return { end: 'nothing', reason: error.message };
      }
      throw error;
    }
  }

  private async advance(draft: Draft, signal: AbortSignal, poisoned: boolean): Promise<RunResult> {
    let fresh = false;
    try {
      if (poisoned && draft.order.status !== 'submitted') throw poison();
      for (;;) {
        switch (draft.order.status) {
          case 'pending':
            if (signal.aborted) return { end: 'stopped' };
            await this.route(draft);
            break;
          case 'routing':
            this.build(draft);
            break;
          case 'building':
            this.sign(draft);
            // Write-ahead: what may be sent is stored before it is.
            await draft.flush();
            this.crashes.reach('submitted.stored', draft.order.clientOrderId);
            fresh = true;
            break;
          case 'submitted': {
            const settled = await this.settlement.settle(draft.order, fresh, signal);
            if (settled.state === 'stopped') return { end: 'stopped' };
            if (settled.state !== 'landed')
              throw poisoned ? poison() : movedError(draft.order, deadIntent(draft.order, settled));
            draft.add('confirmed', draft.order.attempt, ...confirmedEvent(draft.order, settled));
            break;
          }
          case 'confirmed':
          case 'failed':
          case 'cancelled':
          case 'expired':
            return await this.ended(draft);
        }
      }
    } catch (error) {
      if (!(error instanceof ExecutionError)) throw error;
      return await this.fail(draft, error);
    }
  }

  private async route(draft: Draft): Promise<void> {
    const { order } = draft;
    const { id, fromToken, toToken, amountIn } = order;
    const attempt = order.attempt + 1;
    const request = { fromToken, toToken, amountIn };
    const callKey = `${id}:${attempt}`;
    const quoted = quotedBy(order);
    const { answers, route, refusal } = await (quoted
      ? this.router.requote(request, quoted.legs, callKey)
      : this.router.quote(request, callKey));
    this.crashes.reach('routing.read', order.clientOrderId);
    const quotes = answers.map((answer) => toQuoteView(answer, fromToken, toToken, amountIn));
    const view = route ? toRouteView(route) : null;
    draft.add('routed', attempt, { quotes, route: view }, { route: view, nextAttemptAt: null });
    if (!route) {
      const { code = 'NO_ROUTE', reason = 'there is no route' } = refusal ?? {};
      throw new ExecutionError(quoted && code !== 'VENUES_UNAVAILABLE' ? 'QUOTE_MOVED' : code, reason);
    }
    const minAmountOut = quoted
      ? leastOfQuote(order, quoted, route)
      : executorOf(order.type).minAmountOut(order, route);
    draft.change({ minAmountOut });
  }

  private build(draft: Draft): void {
    const { minAmountOut, toToken, slippageBps, route, attempt } = draft.order;
    draft.add('built', attempt, {
      minAmountOut: whole(minAmountOut ?? 0n, toToken),
      toToken,
      slippageBps,
      legs: (route as RouteView).legs,
    });
  }

  private sign(draft: Draft): void {
    const { order } = draft;
    const { signature, preparedSlot, lastValidSlot } = this.chain.prepare({
      clientRef: clientRefOf(order),
      owner: order.owner,
      fromToken: order.fromToken,
      toToken: order.toToken,
      amountIn: order.amountIn,
      minAmountOut: order.minAmountOut ?? 0n,
      legs: legsOf(order.route as RouteView),
    });
    draft.add(
      'submitted',
      order.attempt,
      { signature, submittedSlot: preparedSlot, lastValidSlot },
      { signature, lastValidSlot },
    );
  }

  /** Another attempt where that may help and is left, under a new intent if this one was sent; else the end. */
  private async fail(draft: Draft, error: ExecutionError): Promise<RunResult> {
    const { order } = draft;
    const { code, message: reason } = error;
    const { maxAttempts, retryBaseMs } = this.config.orders;
    // A retry leaves a status that can fall back to pending; routing has been recorded by then.
    if (error.retryable && order.attempt < maxAttempts) {
      const delayMs = backoffMs(order.attempt, retryBaseMs, this.random);
      const intent = order.status === 'submitted' ? order.intent + 1 : order.intent;
      const cleared = { route: null, signature: null, lastValidSlot: null };
      draft.add(
        'retrying',
        order.attempt,
        { code, reason, delayMs, attempt: order.attempt, maxAttempts },
        { intent, ...cleared },
      );
      draft.retryIn(delayMs);
      await draft.flush();
      return { end: 'retry', delayMs, reason: `${code}: ${reason}` };
    }
    draft.add(
      'failed',
      order.attempt,
      { code, reason, attempts: order.attempt },
      { failureCode: code, failureReason: reason },
    );
    return await this.ended(draft);
  }

  private async ended(draft: Draft): Promise<RunResult> {
    const order = await draft.flush();
    this.crashes.reach('end.stored', order.clientOrderId);
    return { end: 'final', order };
  }
}

function poison(): ExecutionError {
  return new ExecutionError('POISONED', `given up: ${POISON_CLAIMS} workers in a row took the order and got nowhere`);
}
