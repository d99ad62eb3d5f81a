import { computed, signal } from '@preact/signals';
import type { Readiness } from '../../client/index.js';
import type { Engine } from '../engine.js';
import type { ChainHead } from '../lib/chain-time.js';
import { poll } from './poll.js';

const EVERY_MS = 2_000;
/** Where the chain makes a slot whenever there is something to do, its time counts this much for each. */
const INSTANT_SLOT_MS = 400;

/** What the engine says of itself and of everything that it depends on. */
export class Health {
  readonly parts = signal<Readiness['details']>({});
  /** `unknown` until the first answer; `unreachable` when there is none any more. */
  readonly state = signal<'unknown' | 'ready' | 'not ready' | 'unreachable'>('unknown');
  readonly lastAnswerAt = signal<number | null>(null);
  readonly head = computed<ChainHead | null>(() => {
    const chain = this.parts.value['chain'];
    const slot = chain?.['slot'];
    const time = chain?.['time'];
    if (typeof slot !== 'number' || typeof time !== 'string') return null;
    const slotMs = Number(chain?.['slotMs']) || INSTANT_SLOT_MS;
    return { slot, time: Date.parse(time) / 1_000, slotMs };
  });

  constructor(private readonly engine: Engine) {}

  start(): () => void {
    return poll(EVERY_MS, {
      ask: () => this.engine.health(),
      answered: ({ status, details }) => {
        this.parts.value = details;
        this.state.value = status === 'ok' ? 'ready' : 'not ready';
        this.lastAnswerAt.value = Date.now();
      },
      failed: () => (this.state.value = 'unreachable'),
    });
  }
}
