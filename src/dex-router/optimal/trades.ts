import type { Link } from './link.js';
import { respondAround, type MeanResponse, type Window } from './response.js';
import { bringToZero } from './root.js';

/** What all links of a network trade at given prices, each answer averaged over a window, and what that leaves over. */
export class Trades {
  /** ν by token number. */
  readonly prices: Float64Array;
  readonly logs: Float64Array;
  /** By position among the links, as is all down to `widening`. */
  readonly input: Float64Array;
  readonly output: Float64Array;
  readonly conductance: Float64Array;
  /** d input / d half: how much more is traded where the window is wider. */
  readonly widening: Float64Array;
  /** What is left over (below 0: missing) by token number. */
  readonly excess: Float64Array;
  private readonly all: Int32Array;
  /** Positions of the links that may trade at prices about the present ones. */
  live: Int32Array;
  private readonly trade: MeanResponse = { input: 0, output: 0, conductance: 0, widening: 0 };

  constructor(
    private readonly links: readonly Link[],
    private readonly from: number,
    private readonly amountIn: number,
    start: Float64Array,
    public window: Window,
  ) {
    this.prices = Float64Array.from(start);
    this.logs = this.prices.map((price) => Math.log(price));
    this.excess = new Float64Array(start.length);
    this.input = new Float64Array(links.length);
    this.output = new Float64Array(links.length);
    this.conductance = new Float64Array(links.length);
    this.widening = new Float64Array(links.length);
    this.live = this.all = Int32Array.from(links.keys());
  }

  goTo(token: number, log: number): void {
    this.logs[token] = log;
    this.prices[token] = Math.exp(log);
  }

  /** To logarithms of prices that were reached before. */
  goBack(logs: Float64Array): void {
    logs.forEach((log, token) => this.goTo(token, log));
  }

  /** Asks every link again. */
  keepAll(): void {
    this.live = this.all;
  }

  /** Asks only the links that would trade at prices better by so much, as a logarithm. */
  keepNear(most: number): void {
    const reach = Math.exp(most);
    this.live = this.all.filter((n) => this.within(n, reach));
    for (const values of [this.input, this.output, this.conductance, this.widening]) values.fill(0);
  }

  /** Whether no link that was left out would trade after all. */
  get complete(): boolean {
    const asked = new Set(this.live);
    return this.all.every((n) => asked.has(n) || !this.within(n, this.window.up));
  }

  /** Trades at the present prices. */
  evaluate(): void {
    const { links, live, excess, trade, window, prices } = this;
    excess.fill(0);
    excess[this.from] = this.amountIn;
    for (let k = 0; k < live.length; k += 1) {
      const n = live[k] as number;
      const { from, to, curve } = links[n] as Link;
      respondAround(curve, (prices[from] as number) / (prices[to] as number), window, trade);
      this.input[n] = trade.input;
      this.output[n] = trade.output;
      this.conductance[n] = trade.conductance;
      this.widening[n] = trade.widening;
      excess[from] = (excess[from] as number) - trade.input;
      excess[to] = (excess[to] as number) + trade.output;
    }
  }

  /** Moves each of the tokens' prices in turn to where nothing is left over of it. */
  settle(tokens: readonly number[]): void {
    const touching = new Map(tokens.map((token): [number, Link[]] => [token, []]));
    for (const link of this.links) {
      touching.get(link.from)?.push(link);
      touching.get(link.to)?.push(link);
    }
    for (const token of tokens) {
      const links = touching.get(token) as Link[];
      bringToZero(this.logs[token] as number, (log) => {
        this.goTo(token, log);
        return this.leftOver(token, links);
      });
    }
  }

  private leftOver(token: number, links: readonly Link[]): number {
    const { prices, trade, window } = this;
    let sum = token === this.from ? this.amountIn : 0;
    for (const { from, to, curve } of links) {
      respondAround(curve, (prices[from] as number) / (prices[to] as number), window, trade);
      sum += to === token ? trade.output : -trade.input;
    }
    return sum;
  }

  private within(n: number, reach: number): boolean {
    const { curve, from, to } = this.links[n] as Link;
    return (curve.price[0] as number) * reach * (this.prices[to] as number) > (this.prices[from] as number);
  }
}
