const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** The time of day of an ISO time, local. */
export function timeOfDay(iso: string): string {
  return clock.format(new Date(iso));
}

/** Date and time, local. */
export function dateAndTime(iso: string): string {
  return full.format(new Date(iso));
}

/** How long something took: `8 ms`, `1.25 s`, `3 m 05 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(ms / 60_000)} m ${String(Math.floor((ms % 60_000) / 1_000)).padStart(2, '0')} s`;
}
