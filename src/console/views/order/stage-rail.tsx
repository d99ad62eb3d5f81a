import { duration } from '../../lib/format-time.js';
import type { OrderLife } from '../../lib/order-life.js';

/** Where the order's time went, as a bar of stages. The timeline below says the same in words. */
export function StageRail({ life }: { readonly life: OrderLife }) {
  return (
    <div class="rail-box" aria-hidden="true">
      <div class="rail">
        {life.spans.map(({ status, seq, ms }) => (
          <span
            key={seq}
            class={`rail-span is-${status} ${ms === null ? 'is-now' : ''}`}
            style={{
              flexGrow: String(ms === null ? 0.15 * (life.totalMs || 1) : Math.max(ms, life.totalMs * 0.04, 1)),
            }}
            title={`${status}: ${ms === null ? 'now' : duration(ms)}`}
          />
        ))}
      </div>
      <span class="rail-total num">{duration(life.totalMs)}</span>
    </div>
  );
}
