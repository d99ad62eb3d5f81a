import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { paint } from './paint.js';

interface Message {
  readonly status: string;
  readonly seq: number;
  readonly attempt: number;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Quote {
  readonly venue: string;
  readonly pool?: string;
  readonly amountOut?: string;
  readonly price?: string;
  readonly fee?: string;
  readonly feeToken?: string;
  readonly priceImpactBps?: number;
  readonly error?: { readonly reason: string };
}

interface Route {
  readonly legs: readonly {
    readonly venue: string;
    readonly pool: string;
    readonly amountIn: string;
    readonly fromToken: string;
  }[];
}

const PATIENCE_MS = 60_000;

/** Places one order over HTTP, follows it over its socket and tells each stage; whether it was confirmed. */
export async function placeAndFollow(url: string, say: (line: string) => void): Promise<boolean> {
  const response = await fetch(`${url}/api/orders/execute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fromToken: 'SOL', toToken: 'USDC', amount: '1', clientOrderId: `demo-${randomUUID()}` }),
  });
  const staged = (await response.json()) as { wsUrl: string; orderId: string; detail?: string };
  if (!response.ok) throw new Error(`the order was refused: ${staged.detail}`);
  say(paint.dim(`  staged  ${staged.orderId}; connecting ${staged.wsUrl}\n`));
  return await follow(staged.wsUrl, say);
}

function follow(wsUrl: string, say: (line: string) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(wsUrl);
    let last = performance.now();
    let status = '';
    const timer = setTimeout(() => {
      socket.terminate();
      reject(new Error(`the order was still ${status || 'unheard of'} after ${PATIENCE_MS / 1000} s`));
    }, PATIENCE_MS);
    socket.on('message', (frame) => {
      const message = JSON.parse((frame as Buffer).toString('utf8')) as Message;
      const now = performance.now();
      for (const line of linesOf(message, now - last)) say(line);
      last = now;
      status = message.status;
    });
    socket.on('error', reject);
    socket.on('close', (code, reason) => {
      clearTimeout(timer);
      if (code === 1000) resolve(status === 'confirmed');
      else reject(new Error(`the socket was closed with ${code}: ${reason.toString()}`));
    });
  });
}

function linesOf({ status, seq, message, data }: Message, elapsedMs: number): string[] {
  const colour = status === 'confirmed' ? paint.green : status === 'failed' ? paint.red : paint.cyan;
  const head = `  ${seq}  ${colour(status.padEnd(10))} ${paint.dim(`+${elapsedMs.toFixed(0)} ms`.padStart(9))}  ${message}`;
  return [head, ...detailsOf(status, data).map((line) => `       ${line}`)];
}

function detailsOf(status: string, data: Message['data']): string[] {
  switch (status) {
    case 'routing':
      return quoteLines(data['quotes'] as Quote[], data['route'] as Route | null);
    case 'building':
      return [`least output ${text(data['minAmountOut'])}, slippage ${text(data['slippageBps'])} bps`];
    case 'submitted':
      return [`signature ${text(data['signature'])}`, `slot ${text(data['submittedSlot'])}`];
    case 'confirmed': {
      const fees = (data['feesPaid'] as { amount: string; token: string }[]).map(
        ({ amount, token }) => `${amount} ${token}`,
      );
      const got = `${text(data['amountIn'])} ${text(data['fromToken'])} for ${text(data['amountOut'])} ${text(data['toToken'])}`;
      return [`${got} at ${text(data['executedPrice'])}`, `fees paid ${fees.join(' + ')}`];
    }
    case 'failed':
      return [`${text(data['code'])} after ${text(data['attempts'])} attempts`];
    default:
      return [];
  }
}

function quoteLines(quotes: readonly Quote[], route: Route | null): string[] {
  const lines = quotes.map((quote) => {
    const legs = route?.legs.filter((leg) => leg.venue === quote.venue) ?? [];
    const share = legs.map((leg) => `${leg.amountIn} ${leg.fromToken}`).join(' + ');
    const mark = legs.length > 0 ? paint.green(`  ← ${share}`) : '';
    const figures = quote.error
      ? `no quote: ${quote.error.reason}`
      : `${text(quote.amountOut).padEnd(12)} price ${text(quote.price).padEnd(14)} fee ${text(quote.fee)} ${text(quote.feeToken)}, impact ${text(quote.priceImpactBps)} bps`;
    return `${quote.venue.padEnd(17)} ${figures}${mark}`;
  });
  return lines;
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '-');
