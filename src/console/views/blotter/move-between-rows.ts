const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };

/** Arrow keys, Home and End go from row to row. */
export function moveBetweenRows(press: KeyboardEvent): void {
  const rows = [...(press.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const step = STEPS[press.key];
  if (at < 0 || (step === undefined && press.key !== 'Home' && press.key !== 'End')) return;
  const next = press.key === 'Home' ? 0 : press.key === 'End' ? rows.length - 1 : at + step!;
  press.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus();
}
