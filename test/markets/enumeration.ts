import { venueOf } from '../../src/venues/registry.js';
import { outputOver } from '../../src/venues/segment.js';
import { coarseness, waysOf, type Way } from './independent.js';
import type { RandomMarket } from './random-market.js';

/** Legs in the order of their execution; `share`: of what is held of its token, what each takes of it. */
interface Choice {
  readonly legs: readonly Way[];
  readonly share: readonly number[];
  /** What it gives in real numbers, cost taken off. */
  readonly value: number;
}

/** Choices that are worse in real numbers by more of the coarsest units than this are not looked at in whole ones. */
const NEAR = 20;
const STEPS = [10n ** 6n, 10n ** 5n, 10n ** 4n, 1_000n, 300n, 100n, 30n, 10n, 3n, 2n, 1n];
const PASSES = 3;
const ROUNDS = 50;

/**
 * The best of every choice of at most `maxLegs` legs, cost taken off: each choice is divided in real numbers by moving
 * ever smaller parts of each token from one leg to another, and those near the best again in whole units, by the
 * venues' exact quotes. `undefined`: no choice takes the amount.
 */
export function bestByEnumeration(
  market: RandomMarket,
  maxLegs: number,
  maxHops: number,
  legCost: bigint,
): bigint | undefined {
  const ways = waysOf(market).filter(({ from, to }) => to !== market.fromToken && from !== market.toToken);
  const choices: Choice[] = [];
  const choose = (next: number, chosen: readonly Way[]): void => {
    if (chosen.length > 0) {
      const legs = inOrder(chosen, market, maxHops);
      if (legs) choices.push(divided(legs, market, Number(legCost)));
    }
    if (chosen.length === maxLegs) return;
    for (let n = next; n < ways.length; n += 1) {
      const way = ways[n] as Way;
      if (chosen.every(({ pool }) => pool.id !== way.pool.id)) choose(n + 1, [...chosen, way]);
    }
  };
  choose(0, []);
  const most = choices.reduce((best, { value }) => Math.max(best, value), -Infinity);
  let best: bigint | undefined;
  for (const choice of choices) {
    if (choice.value < most - NEAR * coarseness(market)) continue;
    const whole = inWholeUnits(choice, market);
    if (whole === undefined) continue;
    const value = whole - legCost * BigInt(choice.legs.length);
    if (best === undefined || value > best) best = value;
  }
  return best;
}

function inOrder(ways: readonly Way[], { fromToken, toToken }: RandomMarket, maxHops: number): Way[] | undefined {
  const depth = new Map([[fromToken, 0]]);
  for (let round = 0; round <= ways.length; round += 1) {
    for (const { from, to } of ways) {
      const near = depth.get(from);
      if (near !== undefined && near + 1 > (depth.get(to) ?? 0)) depth.set(to, near + 1);
    }
  }
  if ([...depth.values()].some((deep) => deep > maxHops) || depth.get(fromToken) !== 0) return undefined;
  for (const { from, to } of ways) {
    if (!depth.has(from)) return undefined;
    if (to !== toToken && !ways.some((way) => way.from === to)) return undefined;
  }
  return ways.toSorted((one, other) => (depth.get(one.from) ?? 0) - (depth.get(other.from) ?? 0));
}

function divided(legs: readonly Way[], market: RandomMarket, legCost: number): Choice {
  const share = legs.map(({ from }) => 1 / legs.filter((way) => way.from === from).length);
  let best = given(legs, share, market);
  for (let step = 0.25; step > 1e-10; step /= 2) {
    for (let moved = true, rounds = 0; moved && rounds < 20; rounds += 1) {
      moved = false;
      for (let n = 0; n < legs.length; n += 1) {
        for (let k = 0; k < legs.length; k += 1) {
          if (n === k || legs[n]?.from !== legs[k]?.from) continue;
          const part = Math.min(step, share[n] as number);
          if (part <= 0) continue;
          share[n] = (share[n] as number) - part;
          share[k] = (share[k] as number) + part;
          const other = given(legs, share, market);
          if (other > best) {
            best = other;
            moved = true;
          } else {
            share[n] = (share[n] as number) + part;
            share[k] = (share[k] as number) - part;
          }
        }
      }
    }
  }
  return { legs, share, value: best - legCost * legs.length };
}

function given(legs: readonly Way[], share: readonly number[], market: RandomMarket): number {
  const held = new Map([[market.fromToken, Number(market.amountIn)]]);
  legs.forEach(({ from, to, segments }, n) => {
    const wanted = (held.get(from) ?? 0) * (share[n] as number);
    const amount = wanted > 0 ? BigInt(Math.floor(wanted + 1e-6)) : 0n;
    held.set(
      to,
      (held.get(to) ?? 0) +
        (wanted === -Infinity ? -Infinity : amount > 0n ? (outputOver(segments, amount) ?? -Infinity) : 0),
    );
  });
  return held.get(market.toToken) ?? -Infinity;
}

/** What a choice gives exactly, after units were moved between its legs until no move that is tried helps. */
function inWholeUnits({ legs, share }: Choice, market: RandomMarket): bigint | undefined {
  const parts = firstParts(legs, share, market);
  let best = executed(legs, parts, market);
  const attempt = (move: () => void, undo: () => void): boolean => {
    move();
    const other = executed(legs, parts, market);
    if (other !== undefined && (best === undefined || other > best)) {
      best = other;
      return true;
    }
    undo();
    return false;
  };
  const add = (n: number, units: bigint) => (): void => void (parts[n] = (parts[n] as bigint) + units);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const step of STEPS) {
      for (let moved = true, rounds = 0; moved && rounds < ROUNDS; rounds += 1) {
        moved = false;
        for (let n = 0; n < legs.length; n += 1) {
          if (takesRest(legs, n)) continue;
          for (const units of [step, -step]) moved = attempt(add(n, units), add(n, -units)) || moved;
          for (let k = 0; k < legs.length; k += 1) {
            if (k === n || legs[k]?.from !== legs[n]?.from || takesRest(legs, k)) continue;
            const swap = (units: bigint) => () => (add(n, units)(), add(k, -units)());
            moved = attempt(swap(step), swap(-step)) || moved;
          }
        }
      }
    }
  }
  return best;
}

/** Whether a leg is the last that sells its token: it sells what the others have left. */
function takesRest(legs: readonly Way[], n: number): boolean {
  return !legs.slice(n + 1).some(({ from }) => from === legs[n]?.from);
}

function firstParts(legs: readonly Way[], share: readonly number[], market: RandomMarket): bigint[] {
  const held = new Map([[market.fromToken, market.amountIn]]);
  return legs.map((way, n) => {
    const part = BigInt(Math.max(1, Math.round(Number(held.get(way.from) ?? 0n) * (share[n] as number))));
    held.set(way.to, (held.get(way.to) ?? 0n) + (quoted(way, part, market) ?? 0n));
    return part;
  });
}

function executed(legs: readonly Way[], parts: readonly bigint[], market: RandomMarket): bigint | undefined {
  const held = new Map([[market.fromToken, market.amountIn]]);
  for (const [n, way] of legs.entries()) {
    const have = held.get(way.from) ?? 0n;
    const part = takesRest(legs, n) ? have : (parts[n] as bigint);
    const output = part > 0n && part <= have ? quoted(way, part, market) : undefined;
    if (output === undefined) return undefined;
    held.set(way.from, have - part);
    held.set(way.to, (held.get(way.to) ?? 0n) + output);
  }
  return held.get(market.toToken);
}

function quoted({ pool, from }: Way, amountIn: bigint, { now }: RandomMarket): bigint | undefined {
  const quote = venueOf(pool.venue).quote(pool.state, { aToB: pool.tokens[0] === from, amountIn, now });
  return quote.ok ? quote.amountOut : undefined;
}
