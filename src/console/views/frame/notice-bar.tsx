import { duration, timeOfDay } from '../../lib/format-time.js';
import { useConsole } from '../use-console.js';
import { messageOf } from './message-of.js';
import { Notice } from './notice.js';

/** What the trader has to know about the connection and the engine before believing the rest of the page. */
export function NoticeBar() {
  const { feed, health } = useConsole();
  const { state, attempt, reason } = feed.connection.value;
  const seen = health.lastAnswerAt.value;
  const since = seen === null ? '' : ` Shown as of ${timeOfDay(new Date(seen).toISOString())}.`;
  if (state === 'reconnecting') {
    return (
      <Notice kind="bad">
        <strong>Connection lost.</strong> Trying again{attempt > 1 ? ` (attempt ${attempt})` : ''}.{since} Placed orders
        go on.
      </Notice>
    );
  }
  if (state === 'closed') {
    return (
      <Notice kind="bad">
        <strong>Disconnected.</strong> {reason ?? 'The engine closed the connection.'} Reload the page to try again.
      </Notice>
    );
  }
  if (health.state.value === 'unreachable') {
    return (
      <Notice kind="bad">
        <strong>The engine does not answer.</strong> {since}
      </Notice>
    );
  }
  if (health.state.value === 'not ready') {
    const down = Object.entries(health.parts.value).filter(([, part]) => part.status !== 'up');
    return (
      <Notice kind="warn">
        <strong>The engine is not ready.</strong> {down.map(([name, part]) => `${name}: ${messageOf(part)}`).join('; ')}
      </Notice>
    );
  }
  if (feed.backAfterMs.value === null) return null;
  return (
    <Notice kind="good" onClose={() => (feed.backAfterMs.value = null)}>
      <strong>Connected again</strong> after {duration(feed.backAfterMs.value)}. Orders and history are up to date.
    </Notice>
  );
}
