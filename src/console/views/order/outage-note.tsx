import { duration } from '../../lib/format-time.js';
import type { Outage } from '../../state/order-watch.js';

interface OutageNoteProps {
  readonly outage: Outage;
  readonly lastSeq: number;
}

/** A time without a connection, at its place in the timeline. */
export function OutageNote({ outage, lastSeq }: OutageNoteProps) {
  const { afterSeq, lostAt, resumedAt } = outage;
  const caughtUp = lastSeq - afterSeq;
  return (
    <li class={`step outage ${resumedAt === null ? 'is-open' : ''}`} data-outage={resumedAt === null ? 'open' : 'over'}>
      <span class="step-dot" aria-hidden="true" />
      <p>
        {resumedAt === null
          ? `Connection lost after event ${afterSeq}. It will resume there; the order goes on.`
          : `Connection lost for ${duration(resumedAt - lostAt)}; resumed after event ${afterSeq}, ${
              caughtUp === 0 ? 'nothing was missed' : `${caughtUp} since then, none missing`
            }.`}
      </p>
    </li>
  );
}
