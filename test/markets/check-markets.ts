import { optimalRoute } from '../../src/dex-router/optimal/optimal-route.js';
import type { OptimalRoute, RouteLimits } from '../../src/dex-router/optimal/route-task.js';
import { Sample } from './figures.js';
import { bestByEnumeration } from './enumeration.js';
import { coarseness, pairBound, stepsOf } from './independent.js';
import { bestByLinearProgram } from './linear-program.js';
import { randomMarket, type MarketShape, type RandomMarket } from './random-market.js';
import { bestSinglePool, gridSplit, replayed } from './rivals.js';

const PAIR: MarketShape = { tokens: 2, pools: [1, 8], nasty: true, hubs: 0 };
const USUAL: MarketShape = { tokens: 7, pools: [16, 24], nasty: true, hubs: 2 };
const WIDE: MarketShape = { tokens: 12, pools: [120, 120], nasty: false, hubs: 3 };
const SMALL: MarketShape = { tokens: 3, pools: [3, 7], nasty: false, hubs: 1 };

/** What a run over random markets has found. */
export interface Findings {
  readonly samples: ReadonlyMap<string, Sample>;
  /** One line for each market on which something that must hold did not. */
  readonly failures: readonly string[];
  readonly refused: number;
}

/**
 * How far a pair's route may be below (1 − 1e−6)·bound: units of the coarser token, per step that it or the bound takes.
 * Each bin or range between ticks that a leg goes through rounds its input up and its output down, which no choice of
 * amounts avoids; the bound goes through them without, through small bins too that real amounts do better to leave.
 */
const UNITS_PER_STEP = 2;
/** Four legs may be one unit of the dearest token each below the best of all choices: what moving single units may miss. */
const UNITS_BELOW = 4;
/** With fewer units, each bin that is crossed may cost one of the few: figures are shown, not held. */
const DUST = 100_000n;
/** Amounts of so many units leave no gap to rounding on the way; of 99 in 100 routes it is to be below `FINE_GAP_MOST`. */
const FINE = 1_000_000_000n;
const FINE_GAP = 'wide: gap, fraction, 1e9 units and more';
const FINE_GAP_MOST = 1e-5;
/** A linear programme's chords lie below the curves by so much, relative, at the most. */
const LOOSE = 2e-3;
/** Two ways to the least of one convex function of floats may differ by so much, relative. */
const FLOATS = 1e-7;

/**
 * Routes `count` amounts over one pair, and a fraction of that through networks, with few legs, against enumeration and
 * against a linear programme; each market is a function of the seed and its number.
 */
export async function checkMarkets(
  count: number,
  seed: string,
  progress: (done: number) => void = () => undefined,
): Promise<Findings> {
  const run = new Run(seed);
  for (let n = 0; n < count; n += 1) {
    run.pair(n);
    if (n % 20 === 0) run.usual(n);
    if (n % 20 === 10) run.wide(n);
    if (n % 20 === 5) run.small(n);
    if (n % 100 === 0) await run.linear(n);
    if (n % 1000 === 999) progress(n + 1);
  }
  run.judge();
  return run;
}

class Run implements Findings {
  readonly samples = new Map<string, Sample>();
  readonly failures: string[] = [];
  refused = 0;

  constructor(private readonly seed: string) {}

  /** One pair, legs unlimited: near the bound, which an independent one confirms; better than the rivals. */
  pair(n: number): void {
    const market = randomMarket(this.seed, n, PAIR);
    const route = this.routed('pair', n, market, { maxLegs: Infinity });
    if (!route) return;
    const bound = Number(route.upperBound);
    this.note('pair: gap, bps', route.gapBps);
    const units = coarseness(market);
    const short = bound * (1 - 1e-6) - Number(route.amountOut);
    this.note('pair: units per leg below (1 − 1e-6)·bound', Math.max(0, short / units / route.legs.length));
    this.note('pair: the same in units bought only', Math.max(0, short / route.legs.length));
    const { bound: other, steps } = pairBound(market);
    const allowed = units * UNITS_PER_STEP * Math.max(steps, stepsOf(market, route));
    const dust = market.amountIn < DUST || route.amountOut < DUST;
    this.require(dust || short <= allowed, 'pair', n, `${short} below the bound`);
    this.require(Math.abs(bound - other) <= FLOATS * other + 2, 'pair', n, `bound ${bound}, by other means ${other}`);
    this.require(Number(route.amountOut) <= other * (1 + FLOATS) + 1, 'pair', n, 'above bound');
    this.rivals('pair', n, market, route);
  }

  /** The market that an order meets: some twenty pools, at most four legs. */
  usual(n: number): void {
    const market = randomMarket(`${this.seed} usual`, n, USUAL);
    const route = this.routed('usual, 4 legs', n, market, {});
    if (!route) return;
    this.require(route.legs.length <= 4, 'usual', n, 'too many legs');
    this.note('usual, 4 legs: gap, bps', route.gapBps);
    this.rivals('usual, 4 legs', n, market, route);
    const smaller = optimalRoute(market.pools, { ...market, amountIn: (market.amountIn * 9n) / 10n }, {});
    if (!smaller.ok) return;
    const slack =
      route.amountOut / 1_000_000_000n + 4n * BigInt(Math.ceil(Number(route.upperBound) / Number(market.amountIn)));
    this.require(smaller.amountOut <= route.amountOut + slack, 'usual', n, 'less for more');
  }

  /** Twelve tokens, 120 pools, three hops, legs unlimited. */
  wide(n: number): void {
    const market = randomMarket(`${this.seed} wide`, n, WIDE);
    const route = this.routed('wide', n, market, { maxLegs: Infinity });
    if (!route) return;
    this.note('wide: gap, fraction', route.gapBps / 1e4);
    if (route.amountOut > FINE && market.amountIn > FINE / 10n) this.note(FINE_GAP, route.gapBps / 1e4);
    this.rivals('wide', n, market, route);
  }

  /** What holds of nearly all routes. */
  judge(): void {
    const gaps = this.samples.get(FINE_GAP);
    if (gaps && gaps.count >= 20) this.require(gaps.at(0.99) <= FINE_GAP_MOST, 'wide', -1, `p99 gap ${gaps.at(0.99)}`);
  }

  /** Few pools, four legs with a cost each: as good as the best of all choices. */
  small(n: number): void {
    const market = randomMarket(`${this.seed} small`, n, SMALL);
    const free = optimalRoute(market.pools, market, {});
    if (!free.ok) return;
    const share = [0, 1e-5, 1e-4, 1e-3, 1e-2][((n - 5) / 20) % 5] as number;
    const legCost = BigInt(Math.round(Number(free.amountOut) * share));
    const route = this.routed('small', n, market, { legCost });
    if (!route) return;
    const value = route.amountOut - legCost * BigInt(route.legs.length);
    const best = bestByEnumeration(market, 4, 3, legCost);
    if (best === undefined) return;
    const units = coarseness(market);
    const below = Number(best - value);
    this.note('small, 4 legs at a cost: equal to enumeration', below === 0 ? 1 : 0);
    this.note('small, 4 legs at a cost: not below it', below <= 0 ? 1 : 0);
    this.note('small, 4 legs at a cost: below, coarsest units', Math.max(0, below / units));
    const allowed = Number(best) * 1e-9 + UNITS_BELOW * units;
    this.require(below <= allowed, 'small', n, `${below} below enumeration (of ${best})`);
  }

  /** A network as a linear programme: the bound is not below its optimum, the route not far below it. */
  async linear(n: number): Promise<void> {
    const market = randomMarket(`${this.seed} linear`, n, { ...SMALL, tokens: 6, pools: [12, 24] });
    const route = this.routed('linear', n, market, { maxLegs: Infinity });
    if (!route) return;
    const best = await bestByLinearProgram(market);
    this.note('linear programme over bound', best / Number(route.upperBound));
    const loose = Number(route.upperBound) * (1 - LOOSE) - coarseness(market);
    this.require(best >= loose, 'linear', n, `bound ${route.upperBound} far above ${best}`);
    this.require(best <= Number(route.upperBound) * (1 + 1e-6) + 1, 'linear', n, `bound ${route.upperBound} < ${best}`);
    const enough = best * (1 - 1e-5) - 4 * coarseness(market) * route.legs.length;
    this.require(Number(route.amountOut) >= enough, 'linear', n, `${route.amountOut} < ${best}`);
  }

  private routed(kind: string, n: number, market: RandomMarket, limits: RouteLimits): OptimalRoute | undefined {
    // Curves are kept with the pools' states: as in the engine, the first quote pays for them.
    optimalRoute(market.pools, { ...market, amountIn: market.amountIn / 2n + 1n }, limits);
    const start = performance.now();
    const route = optimalRoute(market.pools, market, limits);
    const took = performance.now() - start;
    if (!route.ok) {
      this.refused += 1;
      const single = bestSinglePool(market);
      this.require(single === undefined, kind, n, `refused (${route.code}) what one pool takes`);
      return undefined;
    }
    this.note(`${kind}: ms`, took);
    const wrong = replayed(market, route);
    this.require(wrong === undefined, kind, n, wrong ?? '');
    this.require(route.amountOut <= route.upperBound, kind, n, 'above its own bound');
    return route;
  }

  private rivals(kind: string, n: number, market: RandomMarket, route: OptimalRoute): void {
    const out = Number(route.amountOut);
    const single = bestSinglePool(market);
    if (single !== undefined) {
      this.note(
        `${kind}: gain over the best pool, bps`,
        Math.min(1e9, ((out - Number(single)) / Number(single)) * 1e4),
      );
      this.require(route.amountOut >= single, kind, n, `below one pool's ${single}`);
    }
    if (kind === 'usual, 4 legs') return;
    const start = performance.now();
    const grid = gridSplit(market, 20);
    if (grid === undefined) return;
    this.note(`${kind}: ms of a 5 % grid`, performance.now() - start);
    this.note(`${kind}: gain over a 5 % grid, bps`, Math.min(1e9, ((out - Number(grid)) / Number(grid)) * 1e4));
    this.require(route.amountOut >= grid, kind, n, `${route.amountOut} below the grid's ${grid}`);
  }

  private note(name: string, value: number): void {
    const sample = this.samples.get(name) ?? new Sample();
    this.samples.set(name, sample);
    sample.add(value);
  }

  private require(held: boolean, kind: string, n: number, what: string): void {
    if (!held) this.failures.push(`${kind} market ${n} of seed ${JSON.stringify(this.seed)}: ${what}`);
  }
}
