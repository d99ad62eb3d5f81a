import type { LifeStep } from '../../lib/order-life.js';
import type { Outage } from '../../state/order-watch.js';
import { OutageNote } from './outage-note.js';
import { TimelineStep } from './timeline-step.js';

interface TimelineProps {
  readonly steps: readonly LifeStep[];
  readonly outages: readonly Outage[];
  readonly isOver: boolean;
}

/** Every event of the order with the times between them, and where the connection was away. */
export function Timeline({ steps, outages, isOver }: TimelineProps) {
  const last = steps.at(-1)?.event.seq ?? 0;
  return (
    <ol class="timeline" aria-label="Timeline">
      {steps.flatMap((step) => [
        <TimelineStep key={step.event.seq} step={step} isLast={step.event.seq === last} />,
        ...outages
          .filter(({ afterSeq }) => afterSeq === step.event.seq)
          .map((outage) => <OutageNote key={outage.lostAt} outage={outage} lastSeq={last} />),
      ])}
      {!isOver && (
        <li class="step is-waiting" aria-hidden="true">
          <span class="step-dot" />
        </li>
      )}
    </ol>
  );
}
