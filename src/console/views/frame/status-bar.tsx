import { Fragment } from 'preact';
import type { Readiness } from '../../../client/index.js';
import { useConsole } from '../use-console.js';
import { messageOf } from './message-of.js';

/** The facts of a part in a few words. */
function factsOf(name: string, part: Readiness['details'][string]): string {
  const count = (key: string): string => Number(part[key] ?? 0).toLocaleString('en-US');
  if (part.status !== 'up') return messageOf(part);
  if (name === 'queue') return `${count('waiting')} waiting, ${count('active')} active, ${count('delayed')} delayed`;
  if (name === 'chain') return `slot ${count('slot')}`;
  return 'up';
}

function Workers({ count }: { readonly count: unknown }) {
  if (typeof count !== 'number') return null;
  return (
    <div class={`part is-${count > 0 ? 'up' : 'down'}`} data-part="workers">
      <dt>workers</dt>
      <dd class="num">{count > 0 ? count : 'none: orders wait'}</dd>
    </div>
  );
}

/** The state of queue, workers, chain and everything else that the engine depends on. */
export function StatusBar() {
  const { health } = useConsole();
  const { value: parts } = health.parts;
  return (
    <footer class="status-bar">
      <h2 class="unseen">State of the engine</h2>
      <dl>
        <div class={`part is-${health.state.value.replace(' ', '-')}`}>
          <dt>Engine</dt>
          <dd>{health.state.value === 'unknown' ? 'asking' : health.state.value}</dd>
        </div>
        {Object.entries(parts)
          .filter(([name]) => name !== 'process')
          .map(([name, part]) => (
            <Fragment key={name}>
              <div class={`part is-${part.status}`} data-part={name}>
                <dt>{name}</dt>
                <dd class="num">{factsOf(name, part)}</dd>
              </div>
              {name === 'queue' && <Workers count={part['workers']} />}
            </Fragment>
          ))}
      </dl>
      <p class="links">
        <a href="/docs">API</a>
      </p>
    </footer>
  );
}
