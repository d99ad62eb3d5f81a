import { Empty } from '../empty.js';
import { Panel } from '../panel.js';
import { Skeleton } from '../skeleton.js';
import { StatusBadge } from '../status-badge.js';
import { useConsole } from '../use-console.js';
import { LiveState } from './live-state.js';
import { OrderView } from './order-view.js';

/** The life of the order that is selected. */
export function OrderPanel() {
  const { desk } = useConsole();
  const watch = desk.selected.value;
  const status = watch?.status.value;
  return (
    <Panel
      id="order"
      title="Order"
      tools={
        watch && (
          <span class="head-tools">
            {status && <StatusBadge status={status} />}
            <LiveState watch={watch} />
          </span>
        )
      }
    >
      <div class="panel-body">
        {!watch && <Empty title="No order selected">Place one, or choose one from the list of all orders.</Empty>}
        {watch && watch.events.value.length > 0 && <OrderView watch={watch} key={desk.selectedId.value} />}
        {watch && watch.events.value.length === 0 && watch.error.value === null && (
          <Skeleton rows={8} label="Loading the order" />
        )}
        {watch?.error.value && <Empty title="This order cannot be followed">{watch.error.value}</Empty>}
      </div>
    </Panel>
  );
}
