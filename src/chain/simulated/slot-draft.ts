import type { LegExecution } from './executor.js';
import type { SimPool } from './sim-pool.js';
import type { Wallet, World } from './world.js';

export interface BalanceChange {
  readonly owner: string;
  readonly token: string;
  readonly amount: bigint;
  /** Made from nothing in this slot (a new wallet's first amounts). */
  readonly minted: bigint;
}

/** The next slot while it is being made: everything on top of the committed world, which stays untouched until `commit`. */
export class SlotDraft {
  readonly slot: number;
  readonly pools = new Map<string, SimPool>();
  private readonly wallets = new Map<string, Map<string, bigint>>();
  private readonly made = new Set<string>();

  constructor(
    private readonly world: World,
    readonly timeMs: number,
    private readonly startingWallet: Wallet,
  ) {
    this.slot = world.slot + 1;
  }

  pool(id: string): SimPool | undefined {
    return this.pools.get(id) ?? this.world.pools.get(id);
  }

  allPools(): SimPool[] {
    return [...this.world.pools.values()].map((pool) => this.pools.get(pool.id) ?? pool);
  }

  /** An owner's wallet; made with the starting amounts when there is none yet. */
  wallet(owner: string): Wallet {
    return this.writable(owner);
  }

  /** Takes over what an execution did to pools and to its owner's wallet. */
  apply(owner: string, fills: readonly LegExecution[]): void {
    const wallet = this.writable(owner);
    for (const { fill, after } of fills) {
      this.pools.set(after.id, after);
      wallet.set(fill.fromToken, (wallet.get(fill.fromToken) ?? 0n) - fill.amountIn);
      wallet.set(fill.toToken, (wallet.get(fill.toToken) ?? 0n) + fill.amountOut);
    }
  }

  balanceChanges(): BalanceChange[] {
    const changes: BalanceChange[] = [];
    for (const [owner, wallet] of this.wallets) {
      const before = this.world.wallets.get(owner);
      for (const [token, amount] of wallet) {
        const minted = this.made.has(owner) ? (this.startingWallet.get(token) ?? 0n) : 0n;
        if (before?.get(token) !== amount) changes.push({ owner, token, amount, minted });
      }
    }
    return changes;
  }

  /** The world after this slot; the one before must not be used any more. */
  commit(): World {
    for (const [id, pool] of this.pools) this.world.pools.set(id, pool);
    for (const [owner, wallet] of this.wallets) this.world.wallets.set(owner, wallet);
    return { ...this.world, slot: this.slot, timeMs: this.timeMs };
  }

  private writable(owner: string): Map<string, bigint> {
    let wallet = this.wallets.get(owner);
    if (!wallet) {
      const before = this.world.wallets.get(owner);
      if (!before) this.made.add(owner);
      wallet = new Map(before ?? this.startingWallet);
      this.wallets.set(owner, wallet);
    }
    return wallet;
  }
}
