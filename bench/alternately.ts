const ROUNDS = 25;
const WARM_UP = 5;

/** Runs the works in turn, so that a noisy machine is noisy for all of them; each one's median time, µs. */
export function alternately(works: readonly (() => void)[]): number[] {
  const times = works.map((): number[] => []);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    works.forEach((work, n) => {
      const start = performance.now();
      work();
      if (round >= 0) times[n]?.push((performance.now() - start) * 1_000);
    });
  }
  return times.map((all) => all.toSorted((a, b) => a - b)[ROUNDS >> 1] as number);
}
