import { chainSeconds } from '../chain-time.js';

/** The first second of the minute that ended between two slots' times, or undefined when they lie in one. */
export function closedMinute(beforeMs: number, nowMs: number): number | undefined {
  const [before, now] = [minuteOf(beforeMs), minuteOf(nowMs)];
  return now > before ? before : undefined;
}

function minuteOf(timeMs: number): number {
  const seconds = chainSeconds(timeMs);
  return seconds - (seconds % 60);
}
