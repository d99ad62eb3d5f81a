import { KeyedRandom } from '../src/common/random.js';
import { startMarket } from '../src/chain/simulated/start-market.js';
import { venueOf } from '../src/venues/registry.js';
import { alternately } from './alternately.js';
import type { Row } from './report.js';

const NOW = 1_767_225_600;
const CALLS = 2_000;
/** µs for a quote; concentrated pools cross this many ticks or bins. */
const TARGETS: Readonly<Record<string, number>> = {
  'raydium-cpmm': 1,
  'meteora-damm-v2': 5,
  'raydium-clmm': 5,
  'meteora-dlmm': 5,
};
const CROSSED = 2;

/** µs per exact quote and per applied swap of each kind of pool, beside the bare formula of a constant product. */
export function benchVenues(progress: (line: string) => void): Row[] {
  const pools = startMarket('bench');
  const rows: Row[] = [];
  for (const [id, most] of Object.entries(TARGETS)) {
    const pool = pools.find(({ venue, tokens }) => venue === id && tokens[0] === 'SOL');
    if (!pool) throw new Error(`the start market has no ${id} pool of SOL`);
    const venue = venueOf(id);
    const segments = venue.segments(pool.state, true, NOW);
    const crosses = segments.length > CROSSED;
    const whole = segments.slice(0, crosses ? CROSSED : 0).reduce((sum, { maxIn }) => sum + maxIn, 0n);
    const last = crosses ? (segments[CROSSED]?.maxIn ?? 0n) / 2n : 1_000_000_000n;
    const amounts = amountsAround(whole + last, last / 4n);
    // A state that nobody has asked before, as after each swap: what venues keep with a state has yet to be made.
    const fresh = (): unknown => ({ ...(pool.state as object) });
    const quote = (amountIn: bigint): bigint => {
      const answer = venue.quote(fresh(), { aToB: true, amountIn, now: NOW });
      return answer.ok ? answer.amountOut : 0n;
    };
    const apply = (amountIn: bigint): bigint => {
      const effect = venue.apply(fresh(), { aToB: true, amountIn, now: NOW });
      return effect.ok ? effect.amountOut : 0n;
    };
    progress(id);
    for (const [name, call] of [
      ['quote', quote],
      ['apply', apply],
    ] as const) {
      const [figure = NaN, bare = NaN] = alternately([
        () => runOver(amounts, call),
        () => runOver(amounts, bareConstantProduct),
      ]);
      rows.push({
        part: 'venues',
        what: `${id}, ${name}${crosses ? `, ${CROSSED} ${id === 'meteora-dlmm' ? 'bins' : 'ticks'} crossed` : ''}`,
        figure: figure / CALLS,
        unit: 'µs',
        yardstick: { name: 'µs bare x·y=k', figure: bare / CALLS },
        target: { text: `≤ ${most} µs`, met: figure / CALLS <= most },
      });
    }
  }
  return rows;
}

function amountsAround(middle: bigint, spread: bigint): bigint[] {
  const random = new KeyedRandom('bench', 'amounts', 0);
  return Array.from(
    { length: CALLS },
    () => middle + (spread * BigInt(Math.floor((random.next() - 0.5) * 2e6))) / 1_000_000n,
  );
}

let sink = 0n;

function runOver(amounts: readonly bigint[], call: (amount: bigint) => bigint): void {
  let sum = 0n;
  for (const amount of amounts) sum ^= call(amount);
  sink ^= sum;
}

function bareConstantProduct(amountIn: bigint): bigint {
  const net = amountIn - (amountIn * 2_500n + 999_999n) / 1_000_000n;
  return (net * 6_553_287_000_000n) / (40_000_000_000_000n + net);
}
