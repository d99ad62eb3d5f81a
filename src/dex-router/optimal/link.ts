import type { Curve } from './curve.js';

/** Something that turns one token into another; tokens by number. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly curve: Curve;
}
