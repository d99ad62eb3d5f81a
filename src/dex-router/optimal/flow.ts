/** Prices at which every token that comes in goes on, and the flow that they cause. */
export interface Flow {
  /** ν by token number, that of the token bought being 1. */
  readonly prices: Float64Array;
  /** By position among the arcs. */
  readonly input: Float64Array;
  readonly output: Float64Array;
  readonly conductance: Float64Array;
  /** The largest value left over or missing at one token, as a fraction of the whole. */
  readonly imbalance: number;
}
