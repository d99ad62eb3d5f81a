/** Virtual time: what is to happen, in order, and nothing in between. One thing at a time, so a run repeats exactly. */
export class Scheduler {
  now = 0;
  private readonly queue: { at: number; order: number; task: () => void }[] = [];
  private order = 0;

  /** Calls `task` after `ms`, unless the returned function is called before. */
  after(ms: number, task: () => void): () => void {
    const entry = { at: this.now + Math.max(0, ms), order: (this.order += 1), task };
    let [low, high] = [0, this.queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      // Latest first, so that the next one is popped from the end.
      if ((this.queue[middle] as { at: number }).at > entry.at) low = middle + 1;
      else high = middle;
    }
    this.queue.splice(low, 0, entry);
    return () => {
      entry.task = () => undefined;
    };
  }

  /** Runs until a moment, or until `done`. Between two events everything that became ready runs to its end. */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    while (!done()) {
      const next = this.queue.at(-1);
      if (!next || next.at > until) break;
      this.queue.pop();
      this.now = next.at;
      next.task();
      await settled();
    }
    if (!done()) this.now = Math.max(this.now, until);
  }
}

/** Lets promise reactions run out: Node takes its next tick when none is left. A turn of the event loop would cost more. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
