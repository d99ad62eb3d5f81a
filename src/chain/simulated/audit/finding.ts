/** One thing that an audit looked at. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** What was counted, or what is wrong. */
  readonly detail: string;
}

const SHOWN = 5;

/** A finding from what is wrong (nothing: all is well). */
export function finding(check: string, wrong: readonly string[], counted: string): Finding {
  if (wrong.length === 0) return { check, ok: true, detail: counted };
  const more = wrong.length > SHOWN ? ` and ${wrong.length - SHOWN} more` : '';
  return { check, ok: false, detail: wrong.slice(0, SHOWN).join('; ') + more };
}
