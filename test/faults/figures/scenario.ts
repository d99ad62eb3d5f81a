import type { Figure } from './figure.js';

/** How big a run is: in `npm test`, in `npm run test:faults`, in `npm run test:chaos`. */
export type Level = 'smallest' | 'faults' | 'chaos';

/** A storm of one kind of fault over a load of orders. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly needsRedis?: boolean;
  /** What the storm consists of: kills, cuts, orders … */
  readonly size: Readonly<Record<Level, number>>;
  /**
   * @param size faults to make happen, or orders where every order meets them
   * @param say takes a line of progress, which may be shown in place of the one before
   */
  readonly run: (size: number, say: (line: string) => void) => Promise<Figure>;
}
