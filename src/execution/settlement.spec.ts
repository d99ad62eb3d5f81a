import { NoCrashPoints } from '../common/crash-points.js';
import { ChainCallError } from '../chain/chain.js';
import type { Chain, PreparedTransaction, TransactionOutcome } from '../chain/chain.js';
import type { Clock } from '../common/clock.js';
import type { Order } from '../orders/order.js';
import { Settlement } from './settlement.js';

const LAST_VALID = 150;
const landed: TransactionOutcome = { state: 'landed', signature: 's', slot: 9, amountIn: 1n, amountOut: 2n, fills: [] };
const unknownAt = (asOfSlot: number): TransactionOutcome => ({ state: 'unknown', asOfSlot });
const noAnswer = new ChainCallError('timeout', 'no answer');

const order = {
  id: 'o',
  intent: 2,
  status: 'submitted',
  owner: 'local',
  fromToken: 'SOL',
  toToken: 'USDC',
  amountIn: 1_000_000_000n,
  minAmountOut: 5n,
  signature: 's',
  lastValidSlot: LAST_VALID,
  route: {
    asOfSlot: 1,
    amountOut: '1',
    legs: [{ venue: 'v', pool: 'p', fromToken: 'SOL', toToken: 'USDC', amountIn: '1' }],
  },
} as unknown as Order;

/** A chain that plays a script: what each call answers, in order; the last answer repeats. */
function scripted(script: { submit?: unknown[]; outcome?: unknown[]; await?: unknown[] }) {
  const calls: string[] = [];
  const sent: PreparedTransaction[] = [];
  const next = (name: keyof typeof script): Promise<never> => {
    const answers = script[name] ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    calls.push(name);
    return (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)) as Promise<never>;
  };
  const chain = {
    head: () => ({ slot: 1, time: 0, slotMs: 400 }),
    submit: (transaction: PreparedTransaction) => (sent.push(transaction), next('submit')),
    outcome: () => next('outcome'),
    awaitOutcome: () => next('await'),
  } as unknown as Chain;
  const clock = { monotonic: () => 0, sleep: () => Promise.resolve() } as unknown as Clock;
  return { settlement: new Settlement(chain, clock, new NoCrashPoints()), calls, sent };
}

const go = new AbortController().signal;

describe('Settlement', () => {
  it('sends a fresh transaction without looking it up', async () => {
    const { settlement, calls, sent } = scripted({ await: [landed] });
    expect(await settlement.settle(order, true, go)).toBe(landed);
    expect(calls).toEqual(['submit', 'await']);
    expect(sent[0]).toMatchObject({ clientRef: 'o:2', signature: 's', lastValidSlot: LAST_VALID, minAmountOut: 5n });
  });

  it('looks up before it sends what an earlier run may have sent', async () => {
    const { settlement, calls } = scripted({ outcome: [landed] });
    expect(await settlement.settle(order, false, go)).toBe(landed);
    expect(calls).toEqual(['outcome']);
  });

  it('resends the very same transaction until the chain tells its outcome', async () => {
    const { settlement, sent } = scripted({ await: [unknownAt(2), unknownAt(3), landed] });
    await settlement.settle(order, true, go);
    expect(sent).toHaveLength(3);
    expect(
      new Set(sent.map((transaction) => JSON.stringify(transaction, (_, v) => (typeof v === 'bigint' ? `${v}` : v)))),
    ).toHaveProperty('size', 1);
  });

  it('does not resend what waits for its slot', async () => {
    const { settlement, sent } = scripted({ await: [{ state: 'waiting', asOfSlot: 2 }, landed] });
    await settlement.settle(order, true, go);
    expect(sent).toHaveLength(1);
  });

  it('takes calls without an answer for what they are: not knowing', async () => {
    const { settlement, calls } = scripted({
      outcome: [noAnswer],
      submit: [noAnswer],
      await: [noAnswer, noAnswer, landed],
    });
    expect(await settlement.settle(order, false, go)).toBe(landed);
    expect(calls.filter((name) => name === 'submit')).toHaveLength(3);
  });

  it('gives a transaction up only when a later slot than its last valid one does not have it', async () => {
    const { settlement, sent } = scripted({ await: [unknownAt(LAST_VALID), unknownAt(LAST_VALID + 1)] });
    expect(await settlement.settle(order, true, go)).toEqual({ state: 'expired', slot: LAST_VALID + 1 });
    expect(sent).toHaveLength(2);
  });

  it('stops at a safe point when asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const { settlement } = scripted({ await: [unknownAt(2)] });
    expect(await settlement.settle(order, true, stop.signal)).toEqual({ state: 'stopped' });
  });

  it('lets faults that are no answer of the chain through', async () => {
    const { settlement } = scripted({ submit: [new Error('a bug')] });
    await expect(settlement.settle(order, true, go)).rejects.toThrow('a bug');
  });
});
