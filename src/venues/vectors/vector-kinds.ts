import { arrayField, ensure, type JsonObject } from '../json.js';
import { dammFromAccount } from '../meteora-damm-v2/damm-pool.js';
import { dlmmFromAccounts } from '../meteora-dlmm/dlmm-pool.js';
import { clmmOfTicks } from '../raydium-clmm/clmm-pool.js';
import { cpmmPool } from '../raydium-cpmm/cpmm-state.js';
import { venueOf } from '../registry.js';
import type { Venue } from '../venue.js';
import { amount, requiredAmount } from './vector-fields.js';

/** A pool before the swap, and the direction in which the vector swaps. */
export interface Setting {
  readonly venue: Venue;
  readonly state: unknown;
  readonly aToB: boolean;
}

/** Finds a pool's state, as JSON, by its id. */
export type PoolSource = (id: string) => unknown;

/** One form of vector, recognised by its fields. */
interface VectorKind {
  matches(vector: JsonObject): boolean;
  setting(vector: JsonObject, file: JsonObject, pools: PoolSource): Setting;
}

const CONSTANT_PRODUCT: VectorKind = {
  matches: (vector) => 'reserveIn' in vector,
  setting: (vector, file) => {
    const own = { ...file, ...vector };
    const feeBps = amount(own, 'feeBps');
    const protocolFeePpm = amount(own, 'protocolFeePpm', 'protocolFeeRate');
    const fundFeePpm = amount(own, 'fundFeePpm', 'fundFeeRate');
    const state = cpmmPool({
      reserveA: requiredAmount(vector, 'reserveIn'),
      reserveB: requiredAmount(vector, 'reserveOut'),
      feePpm: feeBps === undefined ? requiredAmount(own, 'tradeFeePpm', 'feePpm', 'tradeFeeRate') : feeBps * 100n,
      ...(protocolFeePpm !== undefined && { protocolFeePpm }),
      ...(fundFeePpm !== undefined && { fundFeePpm }),
    });
    return { venue: venueOf('raydium-cpmm'), state, aToB: true };
  },
};

/** Concentrated liquidity with its ticks in the vector itself. */
const TICKS: VectorKind = {
  matches: (vector) => 'zeroForOne' in vector,
  setting: (vector, file) => ({
    venue: venueOf('raydium-clmm'),
    state: clmmState({ ...file, ...vector }),
    aToB: vector['zeroForOne'] === true,
  }),
};

/** `ticks` are `[tick, liquidityNet]` or `[tick, liquidityGross, liquidityNet]`, in any order. */
function clmmState(pool: JsonObject): unknown {
  const ticks = arrayField(pool, 'ticks').map((entry) => {
    ensure(Array.isArray(entry) && entry.length >= 2, 'a tick must be a list of its figures');
    const [index, net] = [entry[0], entry[entry.length - 1]] as const;
    return [Number(index), BigInt(net as string)] as const;
  });
  return clmmOfTicks({
    sqrtPrice: requiredAmount(pool, 'sqrtPriceX64'),
    tick: Number(requiredAmount(pool, 'tickCurrent')),
    liquidity: requiredAmount(pool, 'liquidity'),
    feePpm: requiredAmount(pool, 'feePpm'),
    tickSpacing: Number(requiredAmount(pool, 'tickSpacing')),
    ticks: ticks.sort(([one], [other]) => one - other),
  });
}

/** Swaps on a pool that has a file of its own. */
const KNOWN_POOL: VectorKind = {
  matches: (vector) => 'aToB' in vector || 'swapForY' in vector,
  setting: (vector, file, pools) => {
    const id = vector['pool'] ?? file['pool'];
    ensure(typeof id === 'string', 'pool is missing');
    const json = pools(id);
    ensure(json !== undefined, `no state of pool ${id} found`);
    return { ...knownPool(json as JsonObject), aToB: (vector['aToB'] ?? vector['swapForY']) === true };
  },
};

function knownPool(json: JsonObject): Omit<Setting, 'aToB'> {
  if ('state' in json) return { venue: venueOf('meteora-damm-v2'), state: dammFromAccount(json) };
  if ('bins' in json) return { venue: venueOf('meteora-dlmm'), state: dlmmFromAccounts(json) };
  throw new Error('the pool state has a form that no venue knows');
}

const KINDS: readonly VectorKind[] = [CONSTANT_PRODUCT, TICKS, KNOWN_POOL];

/** The pool and direction of a vector. @throws Error when its form is unknown or a figure is missing. */
export function settingOf(vector: JsonObject, file: JsonObject, pools: PoolSource): Setting {
  const kind = KINDS.find((candidate) => candidate.matches(vector));
  ensure(kind !== undefined, 'its form is unknown');
  return kind.setting(vector, file, pools);
}
