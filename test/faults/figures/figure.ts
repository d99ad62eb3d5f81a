/** What came out of a scenario. */
export interface Figure {
  /** How much of what was asked for, in words: `20 kills, 300 orders`. */
  readonly size: string;
  /** Faults that were counted: each must be above 0, or the run proves nothing. */
  readonly happened: Readonly<Record<string, number>>;
  /** What must be 0. */
  readonly wrong: Readonly<Record<string, number>>;
  /** What is worth knowing beside: durations in ms, totals. */
  readonly measured?: Readonly<Record<string, number>>;
}

/** Faults that did not happen and promises that were broken, in words; empty when all is well. */
export function faultsOf({ happened, wrong }: Figure): string[] {
  return [
    ...Object.entries(happened).flatMap(([what, n]) => (n > 0 ? [] : [`${what} did not happen`])),
    ...Object.entries(wrong).flatMap(([what, n]) => (n === 0 ? [] : [`${what}: ${n}`])),
  ];
}
