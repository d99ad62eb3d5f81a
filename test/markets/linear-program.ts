import * as highsModule from 'highs';
import { segmentOutput } from '../../src/venues/segment.js';
import { unitWorths, waysOf } from './independent.js';
import type { RandomMarket } from './random-market.js';

interface Highs {
  solve(problem: string): { readonly Status: string; readonly ObjectiveValue: number };
}

/** The module's types tell CommonJS, its import is a default export. */
const loadHighs = (highsModule as unknown as { readonly default: () => Promise<Highs> }).default;

/** Chords into which a smooth segment is cut. */
const CHORDS = 24;

/**
 * The most that a market gives when each pool is replaced by chords under its curve: a linear programme, solved by HiGHS
 * (https://highs.dev), whose optimum no bound may be below. Any number of legs; at most
 * three hops, for what is swapped between two tokens between must come from the token sold (`early`) and be sold for the
 * token bought afterwards (`late`).
 */
export async function bestByLinearProgram(market: RandomMarket): Promise<number> {
  const highs = await loadHighs();
  const amount = Number(market.amountIn);
  const balance = new Map<string, string[]>();
  const bounds: string[] = [];
  const gain: string[] = [];
  const add = (token: string, factor: number, name: string): void => {
    const term = `${factor < 0 ? '-' : '+'} ${Math.abs(factor).toExponential(15)} ${name}`;
    if (token === market.toToken) gain.push(term);
    else balance.set(token, [...(balance.get(token) ?? []), term]);
  };
  const worth = unitWorths(market);
  let pieces = 0;
  for (const { from, to, segments } of waysOf(market)) {
    if (to === market.fromToken || from === market.toToken) continue;
    const [unitIn, unitOut] = [worth.get(from) ?? 1, worth.get(to) ?? 1];
    for (const segment of segments) {
      const cuts = segment.kind === 'flat' ? 1 : CHORDS;
      let [reached, given] = [0, 0];
      for (let cut = 1; cut <= cuts; cut += 1) {
        const most = Math.min(Number(segment.maxIn), amount * unitIn * 4);
        const end = (most * cut ** 3) / cuts ** 3;
        const output = segmentOutput(segment, end);
        const name = `x${(pieces += 1)}`;
        // In units of about the whole amount's worth, so that figures lie near 1.
        bounds.push(`0 <= ${name} <= ${((end - reached) / (amount * unitIn)).toExponential(15)}`);
        add(`${from} ${to === market.toToken && from !== market.fromToken ? 'late' : 'early'}`, -1, name);
        add(
          to === market.toToken ? to : from === market.fromToken ? `${to} early` : `${to} late`,
          (((output - given) / (end - reached)) * unitIn) / unitOut,
          name,
        );
        [reached, given] = [end, output];
      }
      if (Number(segment.maxIn) > amount * unitIn * 4) break;
    }
  }
  for (const token of worth.keys()) {
    if (token === market.fromToken || token === market.toToken) continue;
    const name = `x${(pieces += 1)}`;
    bounds.push(`0 <= ${name} <= 1e9`);
    add(`${token} early`, -1, name);
    add(`${token} late`, 1, name);
  }
  const rows = [...balance].map(
    ([token, terms], n) =>
      `r${n}: ${terms.join(' ')} >= ${token.startsWith(`${market.fromToken} `) ? (token.endsWith('early') ? -1 : 0) : 0}`,
  );
  const text = `Maximize\n obj: ${gain.join(' ')}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds.join('\n ')}\nEnd`;
  const solution = highs.solve(text);
  return solution.ObjectiveValue * amount * (worth.get(market.toToken) ?? 1);
}
