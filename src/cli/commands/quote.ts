import type { Route } from '../../client/index.js';
import type { Context } from '../context.js';
import { EXIT } from '../exit-code.js';
import { quoteLines, routeLines } from '../quote-lines.js';

/** `quote SOL USDC 1`: what every venue would give, and the route beside them. */
export async function quote(context: Context, tokens: readonly [string, string, string]): Promise<number> {
  const [fromToken, toToken, amount] = tokens;
  const answer = await context.client.quote({ fromToken, toToken, amount }, { signal: context.signal });
  const { route } = answer;
  context.print(answer, () => [
    `sell ${answer.amount} ${fromToken} for ${route.amountOut} ${toToken}, ${route.price} each, impact ${route.priceImpactBps} bps`,
    ...quoteLines(answer.quotes, route.legs).map((line) => `  ${line}`),
    ...routeLines(route.legs).map((line) => `  ${line}`),
    ...boundLines(route, toToken),
    `  to execute it as shown, until ${answer.expiresAt}: order-engine trade --quote ${answer.quoteId}`,
  ]);
  return EXIT.ok;
}

function boundLines({ upperBound, gapBps }: Route, toToken: string): string[] {
  if (upperBound === undefined) return [];
  const gap = gapBps === undefined ? '' : `; this one is ${Number(gapBps.toPrecision(2))} bps below that`;
  return [`  no route can give more than ${upperBound} ${toToken}${gap}`];
}
