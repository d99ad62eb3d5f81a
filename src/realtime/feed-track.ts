import type { WireMessage } from './wire-message.js';

/** Where the global feed stands in one order. */
export class FeedTrack {
  /** The newest event shown; undefined while the journal is asked where to begin. */
  last: number | undefined;
  /** The newest event known to exist. */
  highest = 0;
  touchedAt = 0;
  final = false;
  filling = false;
  private held: Map<number, WireMessage> | undefined;
  /** Places in the feed of the events shown, the last of which is `last`. */
  private places: number[] = [];

  /** Whether an event is new; it is kept until its turn comes. */
  take(seq: number, message: WireMessage | undefined): boolean {
    if (this.last !== undefined && seq <= this.last) return false;
    if (seq > this.highest) this.highest = seq;
    if (message) (this.held ??= new Map()).set(seq, message);
    return true;
  }

  /** The event whose turn it is, if it is here. */
  next(): WireMessage | undefined {
    return this.last === undefined ? undefined : this.held?.get(this.last + 1);
  }

  /** The first of the events that wait. */
  firstHeld(): number {
    return Math.min(...(this.held?.keys() ?? []));
  }

  shown(message: WireMessage, place: number): void {
    this.last = message.seq;
    this.places.push(place);
    this.held?.delete(message.seq);
    if (this.held?.size === 0) this.held = undefined;
    this.final = message.final;
  }

  /** Which events were shown to a socket that joined the feed at a place. */
  shownAfter(place: number): { from: number; to: number } | undefined {
    const count = this.places.length - this.places.findIndex((shownAt) => shownAt > place);
    if (this.last === undefined || count > this.places.length) return undefined;
    return { from: this.last - count + 1, to: this.last };
  }

  get behind(): boolean {
    return this.last === undefined || this.last < this.highest;
  }
}
