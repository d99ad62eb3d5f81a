import { pairDepth } from '../../lib/pair-depth.js';
import { Empty } from '../empty.js';
import { Skeleton } from '../skeleton.js';
import { useConsole } from '../use-console.js';
import { DepthCurve } from './depth-curve.js';
import { PoolTable } from './pool-table.js';

/** The pools of the pair: their depth together as a curve, and one by one. */
export function DepthView() {
  const { market, pair, ticket } = useConsole();
  const pools = market.pools.value;
  if (pools === null) {
    return market.error.value === null ? (
      <Skeleton rows={7} label="Loading pools" />
    ) : (
      <Empty title="Pools could not be loaded">{market.error.value}</Empty>
    );
  }
  if (pair.value === null) {
    return (
      <Empty title={`No pool of ${ticket.fromToken.value} and ${ticket.toToken.value}`}>
        An order can go through other tokens; the quote shows its way.
      </Empty>
    );
  }
  const depths = pairDepth(pools, pair.value);
  const [base = '', quote = ''] = pair.value.split('/');
  return (
    <div class="depth-view">
      <DepthCurve depths={depths} base={base} quote={quote} />
      <PoolTable depths={depths} base={base} />
    </div>
  );
}
