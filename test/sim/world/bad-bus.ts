import { EventBus } from '../../../src/events/event-bus.js';
import type { BusListener, BusMessage } from '../../../src/events/event-bus.js';
import type { Machine } from './machine.js';

const LOST = 0.3;
const DOUBLED = 0.1;

/** The bus as a machine has it: at once at home, elsewhere late, doubled, in disorder or never. */
export class BadBus extends EventBus {
  private readonly listeners = new Set<BusListener>();

  constructor(private readonly machine: Machine) {
    super();
  }

  publish(messages: readonly BusMessage[]): void {
    if (!this.machine.alive) return;
    this.hear(messages);
    const { world } = this.machine;
    for (const { bus, machine } of world.listening()) {
      if (machine === this.machine) continue;
      for (const message of messages) {
        if (world.busDead || (world.stormy && world.lot.chance(LOST))) {
          world.count('bus messages lost');
          continue;
        }
        const copies = world.stormy && world.lot.chance(DOUBLED) ? 2 : 1;
        if (copies > 1) world.count('bus messages doubled');
        for (let copy = 0; copy < copies; copy += 1) {
          const { life } = machine;
          world.scheduler.after(world.lot.between(0.2, world.stormy ? 60 : 4), () =>
            machine.resume(life, () => bus.hear([message])),
          );
        }
      }
    }
  }

  subscribe(listener: BusListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  connected(): boolean {
    return true;
  }

  hear(messages: readonly BusMessage[]): void {
    for (const listener of this.listeners) listener(messages);
  }
}
