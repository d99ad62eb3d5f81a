import type { Arc, Network } from './network.js';
import { depthOf } from './order.js';
import { reachOf } from './spot-prices.js';
import { solved, type Solved } from './structure.js';
import { profitOf } from './upper-bound.js';
import { keyOf, simplePaths, union } from './ways.js';

/** What a search for few legs is bounded by. */
export interface LegLimits {
  readonly maxLegs: number;
  readonly maxHops: number;
  /** In units of the token bought, per leg. */
  readonly legCost: number;
  /** How much more than the best found another choice must promise, relative. */
  readonly worthwhile: number;
  /** How many choices may be solved after the first good one. */
  readonly effort: number;
}

/** A choice of legs, by their arcs' indices, ascending. */
interface Choice {
  readonly legs: readonly number[];
  /** No division of the amount among them gives more, their cost taken off. */
  bound: number;
}

/** What prices say: a choice's bound is the base and the profits of its legs, by their indices. */
interface Table {
  readonly base: number;
  readonly profit: Float64Array;
}

const KEPT = 3;
/** How many of the most promising ways to add are tried at each step of a first good choice. */
const GROWN = 4;
/** Where more choices than this stay possible (amounts near all liquidity there is), the most promising are tried. */
const MOST_CHOICES = 4_000;

/**
 * The best choices of at most `maxLegs` legs, best first: branch and bound over all unions of ways from one token to
 * the other. Prices ν bound a choice S by ν(from)·amountIn + Σ profit of each leg of S at ν (weak duality on the
 * market that has only these pools); every choice that is solved gives new prices, which bound the others more
 * tightly. When no bound exceeds the best found, that is the optimum, as full enumeration would find it.
 */
export class LegSearch {
  private readonly tables: Table[] = [];
  private readonly paths: number[][];
  private readonly reach: Float64Array;
  private best: Solved[] = [];
  private bestValue = -Infinity;

  constructor(
    private readonly network: Network,
    private readonly amountIn: number,
    private readonly limits: LegLimits,
    private readonly prices: Float64Array,
  ) {
    const { arcs, tokens, from } = network;
    this.reach = reachOf(arcs, tokens.length, from, amountIn, Math.min(limits.maxHops, tokens.length));
    this.paths = simplePaths(network, Math.min(limits.maxHops, limits.maxLegs));
  }

  run(): readonly Solved[] {
    this.price(this.prices);
    for (const path of this.promising(this.paths.map((legs) => ({ legs, bound: Infinity })))) {
      if (path.bound <= this.threshold()) break;
      this.solve(path.legs);
    }
    this.grow();
    const ways = new Set(this.paths.map((path) => keyOf(path)));
    let choices = this.promising(this.unions().filter(({ legs }) => !ways.has(keyOf(legs))));
    for (let tried = 0; choices.length > 0 && tried < this.limits.effort; tried += 1) {
      const [first, ...others] = choices as [Choice, ...Choice[]];
      if (first.bound <= this.threshold()) break;
      if (this.solve(first.legs)) choices = this.promising(others);
      else choices = others;
    }
    return this.best;
  }

  /** A first good choice: the best way, and one more way at a time as long as it helps. */
  private grow(): void {
    let legs: readonly number[] | undefined = this.best[0]?.arcs.map(({ index }) => index).toSorted((a, b) => a - b);
    while (legs) {
      const base: readonly number[] = legs;
      const grown = this.paths
        .map((path) => ({ legs: union(base, path), bound: Infinity }))
        .filter((choice) => choice.legs.length > base.length && choice.legs.length <= this.limits.maxLegs);
      legs = undefined;
      let tried = 0;
      for (const choice of this.promising(grown)) {
        if (!this.valid(choice.legs)) continue;
        if (this.solve(choice.legs)) legs = choice.legs;
        tried += 1;
        if (tried === GROWN) break;
      }
    }
  }

  private threshold(): number {
    return this.best.length === 0 ? -Infinity : this.bestValue + Math.abs(this.bestValue) * this.limits.worthwhile;
  }

  /** Solves a choice; whether it is the best so far. */
  private solve(legs: readonly number[]): boolean {
    const arcs = legs.map((index) => this.network.arcs[index] as Arc);
    const solution = solved(this.network, arcs, this.amountIn, this.prices);
    const value = solution.output - this.limits.legCost * legs.length;
    if (!(value > -Infinity)) return false;
    const better = value > this.bestValue;
    this.best.push(solution);
    this.best.sort((one, other) => this.valueOf(other) - this.valueOf(one));
    this.best.length = Math.min(this.best.length, KEPT);
    if (!better) return false;
    this.bestValue = value;
    this.price(this.extended(solution, arcs));
    return true;
  }

  private valueOf({ output, arcs }: Solved): number {
    return output - this.limits.legCost * arcs.length;
  }

  /** A solution's prices, with those of tokens that it does not touch drawn along. */
  private extended(solution: Solved, arcs: readonly Arc[]): Float64Array {
    const { from, to } = this.network;
    const touched = new Set(arcs.flatMap((arc) => [arc.from, arc.to]));
    const drawn = Math.sqrt((solution.prices[from] as number) / (this.prices[from] as number));
    return solution.prices.map((price, token) =>
      touched.has(token) || token === to ? price : (this.prices[token] as number) * drawn,
    );
  }

  private price(prices: Float64Array): void {
    if (prices.some((price) => !(price > 0))) return;
    const { arcs, from } = this.network;
    const { legCost } = this.limits;
    const profit = Float64Array.from(
      arcs,
      (arc) => profitOf(arc, prices[arc.from] as number, prices[arc.to] as number, this.reach[arc.from]) - legCost,
    );
    this.tables.push({ base: (prices[from] as number) * this.amountIn, profit });
  }

  private boundOf(legs: readonly number[]): number {
    let least = Infinity;
    for (const { base, profit } of this.tables) {
      let bound = base;
      for (const leg of legs) bound += profit[leg] as number;
      if (bound < least) least = bound;
    }
    return least;
  }

  private promising(choices: readonly Choice[]): Choice[] {
    const threshold = this.threshold();
    const kept: Choice[] = [];
    for (const choice of choices) {
      choice.bound = this.boundOf(choice.legs);
      if (choice.bound > threshold) kept.push(choice);
    }
    return kept.sort((one, other) => other.bound - one.bound);
  }

  /** Every choice that might be better than the best found: unions of ways, without circles. */
  private unions(): Choice[] {
    const { tables } = this;
    const { maxLegs } = this.limits;
    const spare = this.spares();
    const threshold = this.threshold();
    /** Bounds of the choice at each depth of the search, by table: what its legs add to the tables' bases. */
    const bounds = Array.from({ length: maxLegs + 1 }, () => new Float64Array(tables.length));
    const [none] = bounds as [Float64Array, ...Float64Array[]];
    tables.forEach(({ base }, n) => (none[n] = base));
    /** Adds a way's legs to the choice at a depth; whether what comes out may lead to something better. */
    const hopeful = (legs: readonly number[], depth: number, path: readonly number[], count: number): boolean => {
      const [before, after] = [bounds[depth] as Float64Array, bounds[depth + 1] as Float64Array];
      for (let n = 0; n < tables.length; n += 1) {
        const { profit } = tables[n] as Table;
        let bound = before[n] as number;
        for (const leg of path) if (!legs.includes(leg)) bound += profit[leg] as number;
        if (!(bound + ((spare[n] as number[])[maxLegs - count] as number) > threshold)) return false;
        after[n] = bound;
      }
      return true;
    };
    const paths = this.paths.filter((path) => hopeful([], 0, path, path.length));
    const seen = new Set<string>();
    const choices: Choice[] = [];
    const extend = (legs: readonly number[], depth: number, next: number): void => {
      for (let n = next; n < paths.length && choices.length < MOST_CHOICES; n += 1) {
        const path = paths[n] as readonly number[];
        let count = legs.length;
        for (const leg of path) if (!legs.includes(leg)) count += 1;
        if (count > maxLegs || count === legs.length || !hopeful(legs, depth, path, count)) continue;
        const more = union(legs, path);
        const key = more.join();
        if (seen.has(key)) continue;
        seen.add(key);
        if (!this.valid(more)) continue;
        choices.push({ legs: more, bound: Infinity });
        if (count < maxLegs) extend(more, depth + 1, n + 1);
      }
    };
    extend([], 0, 0);
    return choices;
  }

  /** The most that n more legs could add, by table and n. */
  private spares(): number[][] {
    return this.tables.map(({ profit }) => {
      const top = profit.toSorted().reverse();
      const sums = [0];
      for (let n = 0; n < this.limits.maxLegs; n += 1) sums.push((sums[n] as number) + Math.max(0, top[n] ?? 0));
      return sums;
    });
  }

  private valid(legs: readonly number[]): boolean {
    if (legs.length > this.limits.maxLegs) return false;
    const arcs = legs.map((index) => this.network.arcs[index] as Arc);
    if (!onePoolOnce(arcs)) return false;
    const depth = depthOf(arcs, this.network.from);
    return depth !== undefined && depth <= this.limits.maxHops;
  }
}

function onePoolOnce(arcs: readonly Arc[]): boolean {
  return arcs.every(({ pool }, n) => arcs.findIndex((arc) => arc.pool.id === pool.id) === n);
}
