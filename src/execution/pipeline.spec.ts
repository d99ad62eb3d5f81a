import type { Chain } from '../chain/chain.js';
import type { Clock } from '../common/clock.js';
import { NoCrashPoints } from '../common/crash-points.js';
import { loadConfig } from '../config/load-config.js';
import type { DexRouter } from '../dex-router/dex-router.js';
import type { Route, RouteQuote } from '../dex-router/route.js';
import { Superseded } from '../orders/journal.js';
import type { OrderJournal } from '../orders/journal.js';
import { STATUS_AFTER } from '../orders/order-event.js';
import type { NewOrderEvent } from '../orders/order-event.js';
import type { Order, OrderChanges } from '../orders/order.js';
import { OrderPipeline, POISON_CLAIMS } from './pipeline.js';
import type { Settled, Settlement } from './settlement.js';

const route: Route = {
  fromToken: 'SOL',
  toToken: 'USDC',
  amountIn: 1_000_000_000n,
  amountOut: 160_000_000n,
  legs: [
    { venue: 'v', pool: 'p', fromToken: 'SOL', toToken: 'USDC', amountIn: 1_000_000_000n, amountOut: 160_000_000n },
  ],
  fees: [],
  priceImpactBps: 0,
  asOfSlot: 7,
};
const landed: Settled = {
  state: 'landed',
  signature: 'sig',
  slot: 9,
  amountIn: route.amountIn,
  amountOut: 159_900_000n,
  fills: [],
};
const slipped: Settled = {
  state: 'failed',
  signature: 'sig',
  slot: 9,
  code: 'SLIPPAGE_EXCEEDED',
  reason: 'too little',
};

/** A pipeline around one order that keeps what it appends, on a chain and a router that answer as told. */
function around(
  start: Partial<Order>,
  answers: { quotes?: RouteQuote[]; settled?: Settled[]; supersededAt?: number; dueInMs?: number } = {},
) {
  let order = {
    id: 'o',
    owner: 'local',
    type: 'market',
    fromToken: 'SOL',
    toToken: 'USDC',
    amountIn: route.amountIn,
    slippageBps: 50,
    quote: null,
    minAmountOut: null,
    status: 'pending',
    lastSeq: 1,
    epoch: 1,
    intent: 0,
    attempt: 0,
    claimsWithoutProgress: 0,
    promotedAt: 1,
    nextAttemptAt: null,
    route: null,
    ...start,
  } as Order;
  const appends: string[][] = [];
  const settledWith: { status: string; fresh: boolean; intent: number }[] = [];
  const journal = {
    claim: () => {
      order = { ...order, epoch: order.epoch + 1, claimsWithoutProgress: order.claimsWithoutProgress + 1 };
      return Promise.resolve({ order, dueInMs: answers.dueInMs ?? 0 });
    },
    append: (before: Order, events: readonly NewOrderEvent[], changes: OrderChanges = {}) => {
      if (appends.length === answers.supersededAt) return Promise.reject(new Superseded('moved on'));
      const last = events.at(-1)!;
      appends.push(events.map((event) => event.kind));
      order = {
        ...before,
        ...changes,
        status: STATUS_AFTER[last.kind],
        attempt: last.attempt,
        lastSeq: before.lastSeq + events.length,
        claimsWithoutProgress: 0,
      };
      return Promise.resolve(order);
    },
  } as unknown as OrderJournal;
  const quotes = answers.quotes ?? [{ answers: [], route }];
  const router = {
    quote: () => Promise.resolve(quotes.length > 1 ? quotes.shift() : quotes[0]),
  } as unknown as DexRouter;
  const chain = { prepare: () => ({ signature: 'sig', preparedSlot: 7, lastValidSlot: 157 }) } as unknown as Chain;
  const ends = answers.settled ?? [landed];
  const settlement = {
    settle: (at: Order, fresh: boolean) => {
      settledWith.push({ status: at.status, fresh, intent: at.intent });
      return Promise.resolve(ends.length > 1 ? ends.shift() : ends[0]);
    },
  } as unknown as Settlement;
  const clock = { now: () => 1_000 } as unknown as Clock;
  const pipeline = new OrderPipeline(
    journal,
    router,
    chain,
    settlement,
    loadConfig({}),
    clock,
    { next: () => 0 },
    new NoCrashPoints(),
  );
  return {
    run: (signal = new AbortController().signal) => pipeline.run('o', signal),
    appends,
    settledWith,
    now: () => order,
  };
}

describe('the pipeline', () => {
  it('takes a fresh order to its end, with what needs no I/O in one append', async () => {
    const { run, appends, settledWith, now } = around({});
    expect(await run()).toMatchObject({ end: 'final', order: { status: 'confirmed', amountOut: 159_900_000n } });
    expect(appends).toEqual([['routed', 'built', 'submitted'], ['confirmed']]);
    expect(settledWith).toEqual([{ status: 'submitted', fresh: true, intent: 0 }]);
    expect(now()).toMatchObject({ minAmountOut: 159_200_000n, attempt: 1 });
  });

  it.each([
    ['routing', [['built', 'submitted'], ['confirmed']], true],
    ['building', [['submitted'], ['confirmed']], true],
    ['submitted', [['confirmed']], false],
  ] as const)('goes on from %s without repeating what is stored', async (status, expected, fresh) => {
    const view = {
      asOfSlot: 7,
      amountOut: '160',
      legs: [{ venue: 'v', pool: 'p', fromToken: 'SOL', toToken: 'USDC', amountIn: '1', amountOut: '160' }],
    };
    const { run, appends, settledWith } = around({ status, attempt: 1, minAmountOut: 1n, route: view });
    expect(await run()).toMatchObject({ end: 'final' });
    expect(appends).toEqual(expected);
    expect(settledWith[0]!.fresh).toBe(fresh);
  });

  it('tries again under a new intent when the transaction is dead, and keeps the minimum', async () => {
    const cheaper = { ...route, amountOut: 159_500_000n };
    const { run, appends, settledWith, now } = around(
      {},
      {
        quotes: [
          { answers: [], route },
          { answers: [], route: cheaper },
        ],
        settled: [slipped, landed],
      },
    );
    expect(await run()).toMatchObject({ end: 'retry', delayMs: 250, reason: 'SLIPPAGE_EXCEEDED: too little' });
    expect(now()).toMatchObject({ status: 'pending', intent: 1, minAmountOut: 159_200_000n, signature: null });
    expect(await run()).toMatchObject({ end: 'final' });
    expect(settledWith.map(({ intent }) => intent)).toEqual([0, 1]);
    expect(appends).toEqual([
      ['routed', 'built', 'submitted'],
      ['retrying'],
      ['routed', 'built', 'submitted'],
      ['confirmed'],
    ]);
    expect(now().minAmountOut).toBe(159_200_000n);
  });

  it('fails after the last attempt, with the reason', async () => {
    const { run, now } = around({ attempt: 2 }, { settled: [slipped] });
    expect(await run()).toMatchObject({ end: 'final', order: { status: 'failed', failureCode: 'SLIPPAGE_EXCEEDED' } });
    expect(now().attempt).toBe(3);
  });

  it.each([
    ['there is no route', { refusal: { code: 'NO_ROUTE', reason: 'none' } }, 'NO_ROUTE'],
    [
      'the pools cannot take it',
      { refusal: { code: 'INSUFFICIENT_LIQUIDITY', reason: 'too much' } },
      'INSUFFICIENT_LIQUIDITY',
    ],
    ['the best quote is below the minimum', { route: { ...route, amountOut: 1n } }, 'PRICE_BELOW_MINIMUM'],
  ] as const)('fails at once when %s, but records what was quoted', async (_, quote, code) => {
    const { run, appends } = around(
      { minAmountOut: 159_000_000n },
      { quotes: [{ answers: [], ...quote } as RouteQuote] },
    );
    expect(await run()).toMatchObject({ end: 'final', order: { status: 'failed', failureCode: code } });
    expect(appends).toEqual([['routed', 'failed']]);
  });

  it('tries again when no venue answered', async () => {
    const { run, appends } = around(
      {},
      { quotes: [{ answers: [], refusal: { code: 'VENUES_UNAVAILABLE', reason: 'away' } }] },
    );
    expect(await run()).toMatchObject({ end: 'retry' });
    expect(appends).toEqual([['routed', 'retrying']]);
  });

  it('does not start before the next attempt is due', async () => {
    const { run, appends } = around({}, { dueInMs: 700 });
    expect(await run()).toMatchObject({ end: 'retry', delayMs: 700 });
    expect(appends).toEqual([]);
  });

  it('stops when another writer has moved the order on', async () => {
    const { run, settledWith } = around({}, { supersededAt: 0 });
    expect(await run()).toMatchObject({ end: 'nothing' });
    expect(settledWith).toEqual([]);
  });

  it('stops at a safe point when asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const { run, appends } = around({});
    expect(await run(stop.signal)).toEqual({ end: 'stopped' });
    expect(appends).toEqual([]);
  });

  it('gives up an order that kills its workers, but settles what it sent first', async () => {
    const poisoned = { claimsWithoutProgress: POISON_CLAIMS };
    expect(await around(poisoned).run()).toMatchObject({ order: { status: 'failed', failureCode: 'POISONED' } });
    const view = { asOfSlot: 7, amountOut: '160', legs: [] };
    const sent = { ...poisoned, status: 'submitted', attempt: 1, route: view } as const;
    expect(await around(sent).run()).toMatchObject({ order: { status: 'confirmed' } });
    expect(await around(sent, { settled: [slipped] }).run()).toMatchObject({
      order: { status: 'failed', failureCode: 'POISONED' },
    });
  });
});
