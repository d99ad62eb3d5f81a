import { signal } from '@preact/signals';
import type { OrderEvent } from '../../client/index.js';

/** What a screen reader says of what happens, one sentence at a time. */
export class Announcer {
  readonly sentence = signal('');

  say(sentence: string): void {
    // The same sentence twice is news as well: a space more makes it another text.
    this.sentence.value = this.sentence.peek() === sentence ? `${sentence} ` : sentence;
  }

  sayOf(event: OrderEvent): void {
    const words = event.event === 'job:retrying' ? `attempt ${event.attempt} failed` : event.status;
    this.say(`Order ${words}: ${event.message}.`);
  }
}
