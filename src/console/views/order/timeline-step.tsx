import { dateAndTime, duration, timeOfDay } from '../../lib/format-time.js';
import { groupDigits } from '../../lib/group-digits.js';
import type { LifeStep } from '../../lib/order-life.js';
import { StepDetails } from './step-details.js';

interface TimelineStepProps {
  readonly step: LifeStep;
  readonly isLast: boolean;
}

/** One event: what, when, how long after the one before, and why if it went wrong. */
export function TimelineStep({ step, isLast }: TimelineStepProps) {
  const { event, sincePreviousMs, sinceStartMs, newAttempt } = step;
  const isRetry = event.event === 'job:retrying';
  const code = event.data['code'];
  return (
    <li
      class={`step ${isRetry ? 'is-retry' : `is-${event.status}`} ${isLast ? 'is-last' : ''}`}
      data-seq={event.seq}
      data-status={isRetry ? 'retrying' : event.status}
      aria-current={isLast ? 'step' : undefined}
    >
      <span class="step-dot" aria-hidden="true" />
      <div class="step-head">
        <span class="step-name">
          {isRetry ? `attempt ${event.attempt} failed` : event.status}
          {newAttempt && <span class="hint"> attempt {event.attempt}</span>}
        </span>
        <span class="step-times num">
          {sincePreviousMs !== null && (
            <span class="since" title={`${duration(sinceStartMs)} since the start`}>
              +{duration(sincePreviousMs)}
            </span>
          )}
          <time dateTime={event.at} title={dateAndTime(event.at)}>
            {timeOfDay(event.at)}
          </time>
        </span>
      </div>
      <p class="step-message">
        {typeof code === 'string' && <code class="code">{code}</code>} {groupDigits(event.message)}
      </p>
      <StepDetails event={event} />
    </li>
  );
}
