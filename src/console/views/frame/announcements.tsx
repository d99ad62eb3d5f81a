import { useConsole } from '../use-console.js';

/** Says to a screen reader what happens without the reader having asked. */
export function Announcements() {
  const { announcer } = useConsole();
  return (
    <div class="unseen" role="status" aria-live="polite" id="announcements">
      {announcer.sentence.value}
    </div>
  );
}
