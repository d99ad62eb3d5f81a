import { fromUnits, toUnits } from './decimal.js';

/** The least output that an order accepts: the quoted one less its slippage, as the engine rounds it. */
export function leastOutput(quoted: string, slippageBps: number, decimals: number): string {
  return fromUnits((toUnits(quoted, decimals) * BigInt(10_000 - slippageBps)) / 10_000n, decimals);
}
