import type { OrderEvent, RouteLeg, VenueQuote } from '../client/index.js';
import { paint, paintStatus } from './paint.js';
import { bps, quoteLines, routeLines, text } from './quote-lines.js';

/** What is shown of an event. */
export type Stage = Pick<OrderEvent, 'status' | 'seq' | 'message' | 'data'>;

/** A stage for people: one line, and its details below. */
export function stageLines({ status, seq, message, data }: Stage, elapsedMs: number): string[] {
  const elapsed = paint.dim(`+${elapsedMs.toFixed(0)} ms`.padStart(9));
  const head = `  ${seq}  ${paintStatus(status)} ${elapsed}  ${message}`;
  return [head, ...detailsOf(status, data).map((line) => `       ${line}`)];
}

function detailsOf(status: string, data: Stage['data']): string[] {
  switch (status) {
    case 'routing': {
      const legs = (data['route'] as { legs: readonly RouteLeg[] } | null)?.legs ?? [];
      return [...quoteLines(data['quotes'] as readonly VenueQuote[], legs), ...routeLines(legs)];
    }
    case 'building':
      return [
        `minimum out ${text(data['minAmountOut'])} ${text(data['toToken'])}, slippage ${bps(data['slippageBps'])}`,
      ];
    case 'submitted':
      return [`signature ${text(data['signature'])}, slot ${text(data['submittedSlot'])}`];
    case 'confirmed':
      return [
        `sold ${text(data['amountIn'])} ${text(data['fromToken'])} at ${text(data['executedPrice'])}, ` +
          `${againstQuote(data['slippageBps'])}, fees ${feesOf(data['feesPaid'])}`,
      ];
    case 'pending':
      return data['code'] === undefined
        ? []
        : [`attempt ${text(data['attempt'])} of ${text(data['maxAttempts'])} failed: ${text(data['code'])}`];
    case 'failed':
      return [
        `${text(data['code'])} after ${text(data['attempts'])} ${data['attempts'] === 1 ? 'attempt' : 'attempts'}`,
      ];
    default:
      return [];
  }
}

function feesOf(fees: unknown): string {
  return (fees as readonly { amount: string; token: string }[])
    .map(({ amount, token }) => `${amount} ${token}`)
    .join(' + ');
}

function againstQuote(slippageBps: unknown): string {
  if (typeof slippageBps !== 'number' || slippageBps === 0) return 'as quoted';
  return `${bps(Math.abs(slippageBps))} ${slippageBps > 0 ? 'below' : 'above'} the quote`;
}
