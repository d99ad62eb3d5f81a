import { useConsole } from '../use-console.js';

const WORDS = { connecting: 'Connecting', open: 'Live', reconnecting: 'Reconnecting', closed: 'Disconnected' } as const;

/** Whether what is on the page is live. */
export function ConnectionPill() {
  const { state } = useConsole().feed.connection.value;
  return (
    <span class={`pill is-${state}`} data-connection={state}>
      <span class="dot" aria-hidden="true" />
      {WORDS[state]}
    </span>
  );
}
