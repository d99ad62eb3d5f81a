import { asObject, type JsonObject } from '../json.js';
import { difference, type VectorCase } from './vector-case.js';
import { amount, expectedOf, requiredAmount, vectorsOf } from './vector-fields.js';
import { settingOf, type PoolSource } from './vector-kinds.js';

/** Chain time for files that tell none: later than any state's last update. */
const LATER = 2_000_000_000n;

/** How a file's vectors compare with what our venues give. */
export interface VectorReport {
  readonly equal: number;
  /** One sentence for each vector that is not equal. */
  readonly differences: readonly string[];
}

/**
 * Runs every vector of a file through its venue. The kind of vector is told by its fields.
 * @throws Error when the file holds no list of vectors.
 */
export function checkVectors(json: unknown, pools: PoolSource): VectorReport {
  const vectors = vectorsOf(json);
  if (!vectors?.length) throw new Error('the file holds no list of vectors');
  const file = Array.isArray(json) ? {} : asObject(json, 'the file');
  const differences: string[] = [];
  vectors.forEach((vector, index) => {
    const found = check(vector, file, pools);
    if (found !== null) differences.push(`#${index} ${summary(vector)}: ${found}`);
  });
  return { equal: vectors.length - differences.length, differences };
}

function check(vector: JsonObject, file: JsonObject, pools: PoolSource): string | null {
  try {
    return difference(caseOf(vector, file, pools));
  } catch (error) {
    return `cannot be checked: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function caseOf(vector: JsonObject, file: JsonObject, pools: PoolSource): VectorCase {
  const { venue, state, aToB } = settingOf(vector, file, pools);
  const now = Number(amount({ ...file, ...vector }, 'unixTimestamp', 'timestamp', 'now') ?? LATER);
  return {
    venue,
    state,
    swap: { aToB, amountIn: requiredAmount(vector, 'amountIn'), now },
    expected: expectedOf(vector),
  };
}

/** Enough of a vector to find it again. */
function summary(vector: JsonObject): string {
  const shown = Object.entries(vector).filter(([, value]) => typeof value !== 'object');
  return JSON.stringify(Object.fromEntries(shown));
}
