import { useEffect, useRef } from 'preact/hooks';
import { Empty } from '../empty.js';
import { Skeleton } from '../skeleton.js';
import { useConsole } from '../use-console.js';
import { BlotterEnd } from './blotter-end.js';
import { BlotterRow } from './blotter-row.js';
import { moveBetweenRows } from './move-between-rows.js';

const TOP_PX = 8;

/** The list itself, in a scroll box of its own. */
export function BlotterTable() {
  const { blotter, desk } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const rows = blotter.rows.value;
  const arrived = blotter.arrived.value.length;
  const selected = desk.selectedId.value;
  const reachable = rows?.some(({ orderId }) => orderId === selected) ? selected : rows?.[0]?.orderId;

  useEffect(() => {
    if (rows === null) blotter.scrolled(true);
  }, [blotter, rows]);

  const toTop = (): void => {
    box.current?.scrollTo({ top: 0 });
    blotter.scrolled(true);
  };

  return (
    <div class="blotter">
      {arrived > 0 && (
        <button type="button" class="button small arrived" onClick={toTop}>
          ↑ {arrived} new
        </button>
      )}
      <div
        ref={box}
        class="scroll-box"
        onScroll={(scroll) => blotter.scrolled(scroll.currentTarget.scrollTop <= TOP_PX)}
        onKeyDown={moveBetweenRows}
      >
        <table class="orders" aria-label="Orders, newest first">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Pair</th>
              <th scope="col" class="right">
                Sold
              </th>
              <th scope="col" class="right">
                Received
              </th>
              <th scope="col" class="right wide">
                Price
              </th>
              <th scope="col" class="right wide">
                Slippage
              </th>
              <th scope="col" class="right wide">
                Tries
              </th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {rows?.map((order) => (
              <BlotterRow
                key={order.orderId}
                order={order}
                isSelected={order.orderId === selected}
                isReachable={order.orderId === reachable}
                onSelect={() => desk.select(order.orderId)}
              />
            ))}
          </tbody>
        </table>
        {rows === null && blotter.error.value === null && <Skeleton rows={6} label="Loading orders" />}
        {rows?.length === 0 && <NoOrders />}
        <BlotterEnd box={box} />
      </div>
    </div>
  );
}

function NoOrders() {
  const { status, fromToken, toToken } = useConsole().blotter;
  const isFiltered = [status, fromToken, toToken].some(({ value }) => value !== '');
  return isFiltered ? (
    <Empty title="No order fits these filters">Clear them to see all orders.</Empty>
  ) : (
    <Empty title="No orders yet">The first one that you place appears here.</Empty>
  );
}
