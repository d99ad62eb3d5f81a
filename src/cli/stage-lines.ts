import { isStage, type OrderEvent, type TokenAmount } from '../client/index.js';
import { addDecimals } from './add-decimals.js';
import { paint, paintStatus } from './paint.js';
import { quoteLines, routeLines } from './quote-lines.js';

/** What is shown of an event. */
export type Stage = Pick<OrderEvent, 'event' | 'status' | 'seq' | 'message' | 'data'>;

/** A stage for people: one line, and its details below. */
export function stageLines(stage: Stage, elapsedMs: number): string[] {
  const elapsed = paint.dim(`+${elapsedMs.toFixed(0)} ms`.padStart(9));
  const head = `  ${stage.seq}  ${paintStatus(stage.status)} ${elapsed}  ${stage.message}`;
  return [head, ...detailsOf(stage).map((line) => `       ${line}`)];
}

function detailsOf(stage: Stage): string[] {
  if (isStage(stage, 'retrying')) {
    const { attempt, maxAttempts, code } = stage.data;
    return [`attempt ${attempt} of ${maxAttempts} failed: ${code}`];
  }
  if (isStage(stage, 'routing')) {
    const { quotes, route } = stage.data;
    return [...quoteLines(quotes, route?.legs ?? []), ...routeLines(route?.legs ?? [])];
  }
  if (isStage(stage, 'building')) {
    const { minAmountOut, toToken, slippageBps } = stage.data;
    return [`minimum out ${minAmountOut} ${toToken}, slippage ${slippageBps} bps`];
  }
  if (isStage(stage, 'submitted')) return [`signature ${stage.data.signature}, slot ${stage.data.submittedSlot}`];
  if (isStage(stage, 'confirmed')) {
    const { amountIn, fromToken, executedPrice, slippageBps, feesPaid } = stage.data;
    const sold = `sold ${amountIn} ${fromToken} at ${executedPrice}`;
    return [`${sold}, ${againstQuote(slippageBps)}, fees ${feesOf(feesPaid)}`];
  }
  if (isStage(stage, 'failed')) {
    const { code, attempts } = stage.data;
    return [`${code} after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`];
  }
  return [];
}

/** The fees by token. */
function feesOf(fees: readonly TokenAmount[]): string {
  const sums = new Map<string, string>();
  for (const { token, amount } of fees) sums.set(token, addDecimals(sums.get(token) ?? '0', amount));
  return Array.from(sums, ([token, amount]) => `${amount} ${token}`).join(' + ');
}

function againstQuote(slippageBps: number): string {
  if (slippageBps === 0) return 'as quoted';
  return `${Math.abs(slippageBps)} bps ${slippageBps > 0 ? 'below' : 'above'} the quote`;
}
