import type { Quote } from '../../../client/index.js';
import { formatBps } from '../../lib/format-bps.js';
import { formatPrice } from '../../lib/format-price.js';
import { Amount } from '../amount.js';
import { useConsole } from '../use-console.js';

const NOTABLE_IMPACT_BPS = 100;

/** Expected and least output, price, impact, fees, and how far from the best that is possible. */
export function QuoteFigures({ quote }: { readonly quote: Quote }) {
  const { least } = useConsole().quote;
  const { route, fromToken, toToken } = quote;
  return (
    <dl class="figures three">
      <div class="figure-main">
        <dt>Expected output</dt>
        <dd data-figure="expected">
          <Amount value={route.amountOut} token={toToken} style="exact" />
        </dd>
      </div>
      <div class="figure-line">
        <dt>Least output</dt>
        <dd data-figure="least">
          <Amount value={least.value} token={toToken} style="exact" />
        </dd>
      </div>
      <div>
        <dt>Price</dt>
        <dd class="num" title={`${toToken} for one ${fromToken}`}>
          {formatPrice(route.price)}
        </dd>
      </div>
      <div>
        <dt>Price impact</dt>
        <dd class={`num ${route.priceImpactBps >= NOTABLE_IMPACT_BPS ? 'warn' : ''}`} data-figure="impact">
          {formatBps(route.priceImpactBps)}
        </dd>
      </div>
      {route.gapBps !== undefined && (
        <div>
          <dt title="How far below what no routing through these pools can exceed">Below optimum</dt>
          <dd class="num">{formatBps(route.gapBps)}</dd>
        </div>
      )}
      <div class="figure-line">
        <dt>Fees</dt>
        <dd>
          {route.fees.map(({ token, amount }) => (
            <span key={token} class="fee">
              <Amount value={amount} token={token} />
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}
