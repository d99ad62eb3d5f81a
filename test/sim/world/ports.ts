import { ChainCallError, Chain, isFinalOutcome } from '../../../src/chain/chain.js';
import type {
  Balances,
  ChainHead,
  PoolReading,
  PreparedTransaction,
  TransactionOutcome,
  TransactionRequest,
} from '../../../src/chain/chain.js';
import { orUnavailable, type Database } from '../../../src/database/database.js';
import type { Call } from '../../../src/database/pipelined-connection.js';
import { Rounds } from '../../../src/database/rounds.js';
import type { DexRouter } from '../../../src/dex-router/dex-router.js';
import type { Route, RouteRequest } from '../../../src/dex-router/route.js';
import type { EventRow, OrderRows } from '../../../src/orders/order-rows.js';
import type { Order } from '../../../src/orders/order.js';
import { CONFIG } from './config.js';
import { ordersIn, withOrderNames } from './order-name.js';
import { receive } from './sending.js';
import { SLOT_MS, VALID_SLOTS } from './ledger.js';
import type { Machine } from './machine.js';

const databaseAway = (): Error => Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
export const queueAway = (): Error => new Error('the queue does not answer');
const chainAway = (): Error => new ChainCallError('timeout', 'the chain did not answer');

/** The database as a machine reaches it. */
export function databaseOf(machine: Machine): Database {
  const query = <Row>({ name }: { name: string }, values: readonly unknown[]): Promise<Row[]> =>
    machine.call(
      named(name, values),
      () => machine.world.store.transaction(() => machine.world.store.execute(name, values) as Row[]),
      databaseAway,
    );
  return { query, answer: (...args: Parameters<typeof query>) => orUnavailable(query(...args)) } as unknown as Database;
}

/** The real rounds, over a connection on which a transaction is one call to the store. */
export function roundsOf(machine: Machine): Rounds {
  const { store } = machine.world;
  const run = (calls: readonly Call[]): Promise<unknown> =>
    machine.call(
      calls.map(({ statement, values }) => named(statement.name, values)).join(', '),
      () => store.transaction(() => calls.map(({ statement, values }) => store.execute(statement.name, values))),
      databaseAway,
    );
  const rounds = new Rounds(CONFIG);
  Object.assign(rounds, { connection: { run, close: () => Promise.resolve() } });
  return rounds;
}

function named(name: string, values: readonly unknown[]): string {
  const orders = ordersIn(values);
  return orders === '' ? name : `${name} ${orders}`;
}

/** The store's rows hold orders already. */
export const ROWS = {
  order: (row: Readonly<Record<string, unknown>>) => row['order'] as Order,
  event: ({ order_id: orderId, seq, event: kind, attempt, data, at }: EventRow) => ({
    orderId,
    seq,
    kind,
    attempt,
    data,
    at,
  }),
} as unknown as OrderRows;

/** A router whose prices stray a little; away when the chain is. */
export function routerOf(machine: Machine): DexRouter {
  const quote = async ({ fromToken, toToken, amountIn }: RouteRequest) => {
    const amountOut = (amountIn * BigInt(Math.floor(machine.world.lot.between(159_000, 161_000)))) / 1_000_000n;
    const legs = [{ venue: 'v', pool: 'p', fromToken, toToken, amountIn, amountOut }];
    const { slot: asOfSlot } = machine.world.ledger;
    const route: Route = { fromToken, toToken, amountIn, amountOut, legs, fees: [], priceImpactBps: 0, asOfSlot };
    try {
      return await machine.call('read pools', () => ({ answers: [], route }), chainAway);
    } catch {
      return { answers: [], refusal: { code: 'VENUES_UNAVAILABLE', reason: 'away' } };
    }
  };
  return { quote } as unknown as DexRouter;
}

/** The chain as a machine reaches it: its view of the newest slot is a little old. */
export class SimulatedChainPort extends Chain {
  private seen: number;
  /** References of transactions that this process made, or asked about. */
  private readonly known = new Set<string>();

  constructor(private readonly machine: Machine) {
    super();
    this.seen = machine.world.ledger.slot;
    machine.clock.every(
      SLOT_MS,
      async () => void (this.seen = await this.ask('head', () => machine.world.ledger.slot)),
      () => undefined,
    );
  }

  head(): ChainHead {
    return { slot: this.seen, time: 0, slotMs: SLOT_MS };
  }

  venues(): readonly string[] {
    return ['v'];
  }

  prepare(request: TransactionRequest): PreparedTransaction {
    const lastValidSlot = this.seen + VALID_SLOTS;
    const { clientRef } = request;
    this.known.add(clientRef);
    return {
      ...request,
      signature: `${clientRef} signed ${this.machine.world.nextSignature()}`,
      preparedSlot: this.seen,
      lastValidSlot,
    };
  }

  async submit(transaction: PreparedTransaction): Promise<void> {
    const { world } = this.machine;
    const name = withOrderNames(transaction.signature);
    if (!this.known.has(transaction.clientRef)) world.wrongs.push(`order ${name} sent without a look-up`);
    await this.ask(`submit ${name}`, () => receive(world, transaction));
  }

  outcome(clientRef: string): Promise<TransactionOutcome> {
    this.known.add(clientRef);
    return this.ask(`look up ${withOrderNames(clientRef)}`, () => this.machine.world.ledger.outcome(clientRef));
  }

  async awaitOutcome(clientRef: string, ms: number, signal?: AbortSignal): Promise<TransactionOutcome> {
    const { clock } = this.machine;
    for (const until = clock.monotonic() + ms; ;) {
      const outcome = await this.outcome(clientRef);
      if (isFinalOutcome(outcome) || clock.monotonic() >= until || signal?.aborted) return outcome;
      await clock.sleep(SLOT_MS / 2, signal);
    }
  }

  readPools(): Promise<PoolReading> {
    throw new Error('not simulated');
  }

  seenPools(): Promise<PoolReading> {
    throw new Error('not simulated');
  }

  awaitSlot(): Promise<ChainHead> {
    throw new Error('not simulated');
  }

  onSlot(): () => void {
    throw new Error('not simulated');
  }

  balances(): Promise<Balances> {
    throw new Error('not simulated');
  }

  private ask<T>(what: string, effect: () => T): Promise<T> {
    return this.machine.call(what, effect, chainAway);
  }
}
