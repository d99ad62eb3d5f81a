import { useEffect, useState } from 'preact/hooks';
import { useConsole } from '../use-console.js';

const LIFETIME_MS = 10_000;

/** How old the quote is, as a bar that runs down until it can no longer be executed. */
export function QuoteAge() {
  const { quote } = useConsole();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const age = Math.max(0, now - quote.quotedAt.value);
  const left = Math.max(0, 1 - age / LIFETIME_MS);
  return (
    <span
      class={`quote-age hint num ${left === 0 ? 'warn' : ''}`}
      title="Asked anew every 2 s; a quote can be executed for 10 s"
    >
      <span class="age-bar" aria-hidden="true">
        <span style={{ width: `${left * 100}%` }} />
      </span>
      {age < 1_000 ? 'now' : `${Math.floor(age / 1_000)} s ago`}
    </span>
  );
}
